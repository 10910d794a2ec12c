package io.mltwin.identity.managedidentities;

/** What the hosting service sends and gets; only the public half of a key ever comes here. */
final class ManagedIdentityBody {

    private ManagedIdentityBody() {}

    /**
     * @param resourceId ARM id of the resource
     * @param displayName the resource's name
     */
    record Wanted(String resourceId, String displayName, String tenantId, String publicKeyPem) {}

    /** The identity as the resource's {@code identity} property shows it. */
    record Registered(String objectId, String clientId, String tenantId) {}
}
