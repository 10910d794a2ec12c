package io.mltwin.local.trust;

import java.util.List;

/**
 * The public file principals.json: whom identity-service makes its first-party applications and its
 * administrator at each start.
 */
public record PrincipalsFile(String tenantId, List<Service> services, Administrator administrator, Console console) {

    public record Service(
            String name,
            String applicationId,
            String objectId,
            String displayName,
            String certificate,
            String address) {}

    public record Administrator(String applicationId, String objectId, String displayName, String secretSha256) {}

    /**
     * The application in whose name the console asks for tokens of its users.
     *
     * @param operatorsGroupId the group whose members may administer the platform through it
     */
    public record Console(
            String applicationId, String objectId, String displayName, String certificate, String operatorsGroupId) {}
}
