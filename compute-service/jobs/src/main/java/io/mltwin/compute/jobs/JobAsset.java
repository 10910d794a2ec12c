package io.mltwin.compute.jobs;

import static io.mltwin.armweb.AzureException.settingNotBuilt;
import static io.mltwin.compute.jobs.JobErrors.invalidIf;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.execution.JobBinding;
import io.mltwin.encoding.AsciiCase;
import java.util.Optional;
import java.util.regex.Matcher;
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
    private static final Pattern SHORT = Pattern.compile("azureml:([^:/@]+)(?::([^:/@]+)|@latest)");
    private static final Pattern ID = AsciiCase.pattern(
            "(?:azureml:)?(/subscriptions/.+)/(data|models)/([^/]+)/(?:versions/([^/]+)|labels/latest)");
    private static final Pattern OTHER = AsciiCase.pattern("azureml://(?:registries|locations|jobs)/.+");

    /**
     * The asset; empty for what is no asset.
     *
     * @param target of the refusal
     * @throws AzureException 400 for another workspace's, 501 for a registry's or a job's output
     */
    static Optional<JobAsset> parse(String uri, ArmResourceId workspace, String target) {
        Matcher brief = SHORT.matcher(uri);
        if (brief.matches()) {
            return Optional.of(new JobAsset(null, brief.group(1), brief.group(2)));
        }
        Matcher id = ID.matcher(uri);
        if (id.matches()) {
            invalidIf(
                    !AsciiCase.equal(id.group(1), workspace.toString()),
                    target,
                    "The asset '%s' is of another workspace.",
                    uri);
            return Optional.of(new JobAsset(AsciiCase.lower(id.group(2)), id.group(3), id.group(4)));
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
