package io.mltwin.workspace.machinelearning;

import static io.mltwin.encoding.Absence.isFalse;

import io.mltwin.encoding.AsciiCase;

/** Properties that decide from where and by which API a workspace is reached. */
record PassthroughProperties(
        Boolean allowPublicAccessWhenBehindVnet, String publicNetworkAccess, Boolean v1LegacyMode) {

    static final PassthroughProperties NONE = new PassthroughProperties(null, null, null);

    /**
     * With what a request gives, keeping the rest: nobody opens a workspace by not mentioning it.
     */
    PassthroughProperties with(WorkspaceBody.Properties given) {
        return new PassthroughProperties(
                given.allowPublicAccessWhenBehindVnet() == null
                        ? allowPublicAccessWhenBehindVnet
                        : given.allowPublicAccessWhenBehindVnet(),
                given.publicNetworkAccess() == null ? publicNetworkAccess : given.publicNetworkAccess(),
                given.v1LegacyMode() == null ? v1LegacyMode : given.v1LegacyMode());
    }

    /**
     * Returns whether the workspace is reached from anywhere. {@code publicNetworkAccess} decides; where it
     * was never said, {@code allowPublicAccessWhenBehindVnet: false} closes a workspace that is
     * behind a private endpoint (API 2020-08-01).
     */
    boolean isPublic(boolean isBehindEndpoint) {
        if (publicNetworkAccess != null) {
            return AsciiCase.equal(publicNetworkAccess, "Enabled");
        }
        return !(isFalse(allowPublicAccessWhenBehindVnet) && isBehindEndpoint);
    }
}
