package io.mltwin.compute.jobs;

import static io.mltwin.armweb.AzureException.settingNotBuilt;
import static io.mltwin.machinelearning.UserErrors.invalidIf;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.assets.AssetReference;
import io.mltwin.compute.execution.JobBinding;
import io.mltwin.encoding.AsciiCase;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An asset that the URI of an input names: {@code azureml:{name}:{version}}, {@code
 * azureml:{name}@latest} or an ARM id, with or without {@code azureml:} before it.
 *
 * @param segment {@code data} or {@code models}; null where the URI does not say it
 * @param version null for the latest
 */
record JobAsset(String segment, String name, String version) {

    private static final String MODELS = "models";
    private static final Set<String> KINDS = Set.of("data", MODELS);
    private static final Pattern OTHER = AsciiCase.pattern("azureml://(?:registries|locations|jobs)/.+");

    /**
     * The asset; empty for what is no asset.
     *
     * @param target of the refusal
     * @throws AzureException 400 for another workspace's, 501 for a registry's or a job's output
     */
    static Optional<JobAsset> parse(String uri, ArmResourceId workspace, String target) {
        Optional<AssetReference> asset = AssetReference.parse(uri)
                .filter(one -> one.scope() == null
                        || KINDS.contains(one.segment()) && AsciiCase.startsWith(one.scope(), "/subscriptions/"));
        if (asset.isPresent()) {
            AssetReference found = asset.get();
            invalidIf(!found.isOf(found.segment(), workspace), target, "The asset '%s' is of another workspace.", uri);
            return Optional.of(new JobAsset(found.segment(), found.name(), found.version()));
        }
        if (OTHER.matcher(uri).matches()) {
            throw settingNotBuilt(
                    target + ".uri",
                    "assets of registries and outputs of other jobs are not looked up by a URI",
                    "Name the data asset, or its place in a datastore.");
        }
        invalidIf(
                uri.startsWith("/") || AsciiCase.startsWith(uri, "azureml:/subscriptions"),
                target,
                "The id '%s' must be %s/data/{name}/versions/{version}.",
                uri,
                workspace);
        return Optional.empty();
    }

    /** Returns whether it is a model: the short form does not say it, but the input's type does. */
    boolean isModel(JobBinding binding) {
        return segment == null ? binding.isModel() : segment.equals(MODELS);
    }
}
