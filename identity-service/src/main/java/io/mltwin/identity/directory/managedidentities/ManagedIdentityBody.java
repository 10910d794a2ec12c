package io.mltwin.identity.directory.managedidentities;

import java.util.List;

/** Bodies of requests by hosting services. Only public keys are sent. */
final class ManagedIdentityBody {

    private ManagedIdentityBody() {}

    /**
     * @param resourceId ARM id of the resource
     * @param displayName the resource's name
     */
    record Registration(String resourceId, String displayName, String tenantId, String publicKeyPem) {}

    /** The identity as the resource's {@code identity} property shows it. */
    record Registered(String objectId, String clientId, String tenantId) {}

    /**
     * Assigns a user-assigned identity to a resource.
     *
     * @param identityId ARM id of the identity
     * @param resourceId ARM id of the resource that the calling service hosts
     * @param publicKeyPem of the key that the host made for this assignment
     * @param caller the caller of the host
     */
    record Assignment(String identityId, String resourceId, String publicKeyPem, AssigningCaller caller) {}

    /**
     * @param displayName as error texts name the caller
     * @param groups those its token names, null for none
     */
    record AssigningCaller(String objectId, String displayName, List<String> groups) {}
}
