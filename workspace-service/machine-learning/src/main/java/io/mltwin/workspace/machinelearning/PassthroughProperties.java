package io.mltwin.workspace.machinelearning;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.AsciiCase;

/**
 * Properties of Azure's model that are stored and returned unchanged. Those of networks decide from
 * where and by which API the workspace is reached; the others have no effect here.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record PassthroughProperties(
        String imageBuildCompute,
        Boolean allowPublicAccessWhenBehindVnet,
        String publicNetworkAccess,
        Boolean v1LegacyMode,
        JsonNode serviceManagedResourcesSettings) {

    static final PassthroughProperties NONE =
            new PassthroughProperties(null, null, null, null, null);

    /** With what a request gives, keeping the rest. */
    PassthroughProperties with(WorkspaceBody.Properties given) {
        return new PassthroughProperties(
                given.imageBuildCompute() == null ? imageBuildCompute : given.imageBuildCompute(),
                given.allowPublicAccessWhenBehindVnet() == null
                        ? allowPublicAccessWhenBehindVnet
                        : given.allowPublicAccessWhenBehindVnet(),
                given.publicNetworkAccess() == null
                        ? publicNetworkAccess
                        : given.publicNetworkAccess(),
                given.v1LegacyMode() == null ? v1LegacyMode : given.v1LegacyMode(),
                given.serviceManagedResourcesSettings() == null
                        ? serviceManagedResourcesSettings
                        : given.serviceManagedResourcesSettings());
    }

    /** What a PUT that says nothing of it leaves: nobody opens a workspace by not mentioning it. */
    PassthroughProperties ofNetworkAlone() {
        return new PassthroughProperties(
                null, allowPublicAccessWhenBehindVnet, publicNetworkAccess, v1LegacyMode, null);
    }

    /**
     * Whether the workspace is reached from anywhere. {@code publicNetworkAccess} decides; where it
     * was never said, {@code allowPublicAccessWhenBehindVnet: false} closes a workspace that is
     * behind a private endpoint (API 2020-08-01).
     */
    boolean isPublic(boolean isBehindEndpoint) {
        if (publicNetworkAccess != null) {
            return AsciiCase.equal(publicNetworkAccess, "Enabled");
        }
        return !(Boolean.FALSE.equals(allowPublicAccessWhenBehindVnet) && isBehindEndpoint);
    }
}
