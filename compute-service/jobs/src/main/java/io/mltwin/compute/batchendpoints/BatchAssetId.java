package io.mltwin.compute.batchendpoints;

import static io.mltwin.compute.batchscoring.BatchEndpointErrors.invalidIf;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The model or code that a batch deployment names: {@code azureml:{name}:{version}}, {@code
 * azureml:{name}@latest} or an ARM id, with or without {@code azureml:} before it.
 *
 * @param version null for the latest
 */
record BatchAssetId(String name, String version) {

    private static final Pattern SHORT = Pattern.compile("azureml:([^:/@]+)(?::([^:/@]+)|@latest)");
    private static final Pattern ID =
            AsciiCase.pattern("(?:azureml:)?(/subscriptions/.+)/([a-z]+)/([^/]+)/(?:versions/([^/]+)|labels/latest)");

    /**
     * Reads an id.
     *
     * @param kind {@code models} or {@code codes}
     * @throws io.mltwin.armweb.AzureException 400 for another form or another workspace's
     */
    static BatchAssetId parse(ArmResourceId workspace, String kind, String given, String target) {
        Matcher brief = SHORT.matcher(given);
        if (brief.matches()) {
            return new BatchAssetId(brief.group(1), brief.group(2));
        }
        Matcher id = ID.matcher(given);
        invalidIf(
                !id.matches()
                        || !AsciiCase.equal(id.group(2), kind)
                        || !AsciiCase.equal(id.group(1), workspace.toString()),
                target,
                "The id '%s' must be %s/%s/{name}/versions/{version}.",
                given,
                workspace,
                kind);
        return new BatchAssetId(id.group(3), id.group(4));
    }

    /** Returns the ARM id of the version, or of the asset where the latest one is meant. */
    ArmResourceId in(ArmResourceId workspace, String kind) {
        ArmResourceId asset = workspace.child(kind, name);
        return version == null ? asset : asset.child("versions", version);
    }
}
