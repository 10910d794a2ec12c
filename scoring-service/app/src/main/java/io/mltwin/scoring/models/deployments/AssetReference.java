package io.mltwin.scoring.models.deployments;

import static io.mltwin.machinelearning.UserErrors.invalid;
import static io.mltwin.machinelearning.UserErrors.invalidIf;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name and version of a model, code or environment that a deployment names: by its ARM id, as
 * {@code azureml:name:version}, or in Azure ML's own registry.
 *
 * @param version null for the newest
 */
record AssetReference(String name, String version) {

    private static final Pattern IN_REGISTRY =
            AsciiCase.pattern("azureml://registries/azureml/([a-z]+)/([^/]+)/(?:versions/([^/]+)|labels/latest)");
    private static final Pattern SHORT = AsciiCase.pattern("azureml:([^/:@]+)(?::([^/:@]+)|@latest)");
    private static final String SCHEME = "azureml:";

    /**
     * Reads a reference.
     *
     * @param member that holds it, for the refusal
     * @param kind segment of the asset's type, {@code models}
     * @throws io.mltwin.armweb.AzureException 400 for none, and for one of another workspace
     */
    static AssetReference parse(String member, String kind, ArmResourceId workspace, String text) {
        Matcher inRegistry = IN_REGISTRY.matcher(text);
        if (inRegistry.matches() && AsciiCase.equal(kind, inRegistry.group(1))) {
            return new AssetReference(inRegistry.group(2), inRegistry.group(3));
        }
        Matcher named = SHORT.matcher(text);
        if (named.matches()) {
            return new AssetReference(named.group(1), named.group(2));
        }
        String path = AsciiCase.startsWith(text, SCHEME + "/") ? text.substring(SCHEME.length()) : text;
        if (!path.startsWith("/") || path.startsWith("//")) {
            throw malformed(member, kind, text);
        }
        ArmResourceId id;
        try {
            id = ArmResourceId.parse(path);
        } catch (AzureException noId) {
            throw malformed(member, kind, text);
        }
        boolean isVersion = id.types().size() == 3
                && AsciiCase.equal(kind, id.types().get(1))
                && AsciiCase.equal("versions", id.types().get(2));
        if (!isVersion) {
            throw malformed(member, kind, text);
        }
        invalidIf(
                !id.parent().parent().key().equals(workspace.key()),
                member,
                "'%s' lies in another workspace than the endpoint.",
                text);
        return new AssetReference(id.parent().name(), id.name());
    }

    private static RuntimeException malformed(String member, String kind, String text) {
        return invalid(
                member,
                "'%s' is no reference: give azureml:{name}:{version}, or {workspace id}/%s/{name}/versions/{version}.",
                text,
                kind);
    }
}
