package io.mltwin.compute.execution;

import io.mltwin.encoding.AsciiCase;

/**
 * {@code IdentityConfiguration} of a job: as whom its script acts.
 *
 * @param clientId of the managed identity that is meant, or null; so are the two others
 */
public record JobIdentity(Kind kind, String clientId, String objectId, String resourceId) {

    /** {@code IdentityConfigurationType}, as far as it is built. */
    public enum Kind {
        /** With the token of its run alone. */
        AML_TOKEN,
        /** As an identity of its target, or of the workspace. */
        MANAGED
    }

    /** Returns whether an identity is the one that is meant; every one is where nothing is said. */
    public boolean matches(String ofClient, String ofObject, String ofResource) {
        return matches(clientId, ofClient) && matches(objectId, ofObject) && matches(resourceId, ofResource);
    }

    private static boolean matches(String wanted, String actual) {
        return wanted == null || AsciiCase.equal(wanted, actual);
    }
}
