package io.mltwin.identity.directory;

/**
 * A user, group or service principal, as role assignments, tokens and Graph see it.
 *
 * @param applicationId null unless a service principal
 * @param userPrincipalName null unless a user
 */
public record DirectoryPrincipal(
        String objectId,
        String tenantId,
        PrincipalKind kind,
        String displayName,
        String applicationId,
        String userPrincipalName) {

    /**
     * True when this principal can be seen and named from a tenant: its own, or any for Microsoft's
     * applications.
     */
    public boolean isKnownIn(String tenant) {
        return tenantId.equals(tenant) || kind == PrincipalKind.FIRST_PARTY;
    }
}
