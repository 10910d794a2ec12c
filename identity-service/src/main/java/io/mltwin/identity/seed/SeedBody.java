package io.mltwin.identity.seed;

import java.time.Instant;
import java.util.List;

/**
 * The seed of the directory by the administrator; Azure has no public call for it.
 *
 * @param globalAdministrators object ids of the holders of Azure AD's role Global Administrator
 */
record SeedBody(
        List<Tenant> tenants,
        List<User> users,
        List<Group> groups,
        List<Application> applications,
        List<SubscriptionOwner> subscriptionOwners,
        List<String> globalAdministrators,
        List<GraphRole> graphRoles) {

    SeedBody {
        tenants = orEmpty(tenants);
        users = orEmpty(users);
        groups = orEmpty(groups);
        applications = orEmpty(applications);
        subscriptionOwners = orEmpty(subscriptionOwners);
        globalAdministrators = orEmpty(globalAdministrators);
        graphRoles = orEmpty(graphRoles);
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /**
     * @param kind {@code AAD}, which is what null means, or {@code B2C}
     * @param mfaRequired null for false
     */
    record Tenant(String tenantId, String displayName, List<String> domains, String kind, Boolean mfaRequired) {}

    /**
     * A user. One with a home is a guest, whose password is in the home tenant.
     *
     * @param password null for a guest
     * @param accountEnabled null for true
     * @param invitationRedeemed null for true
     * @param mfaRequired null for false
     */
    record User(
            String tenantId,
            String objectId,
            String userPrincipalName,
            String displayName,
            String password,
            String givenName,
            String surname,
            String mail,
            Boolean accountEnabled,
            String homeTenantId,
            String homeObjectId,
            Boolean invitationRedeemed,
            Boolean mfaRequired) {
        @Override
        public String toString() {
            return "User[" + userPrincipalName + "]";
        }
    }

    /** Members are object ids of users, service principals or groups. */
    record Group(String tenantId, String objectId, String displayName, List<String> members) {}

    /**
     * An application with its service principal.
     *
     * @param secret generated, 256 bits; null for none
     * @param certificate PEM, for {@code private_key_jwt}; null for none
     * @param secretExpiresOn null for never
     * @param accountEnabled null for true
     * @param publicClient null for false
     * @param assignmentRequired null for false
     * @param redirectUris null for none
     * @param identifierUris null for none
     */
    record Application(
            String tenantId,
            String applicationId,
            String objectId,
            String displayName,
            String secret,
            String certificate,
            Instant secretExpiresOn,
            Boolean accountEnabled,
            Boolean publicClient,
            Boolean assignmentRequired,
            List<RedirectUri> redirectUris,
            List<String> identifierUris) {
        @Override
        public String toString() {
            return "Application[" + applicationId + "]";
        }
    }

    /**
     * @param platform {@code WEB}, {@code PUBLIC} or {@code SPA}
     */
    record RedirectUri(String platform, String uri) {}

    record SubscriptionOwner(String subscriptionId, String principalId) {}

    /**
     * An application permission for Microsoft Graph, as an administrator's consent gives it.
     *
     * @param principalId of the application's service principal
     * @param role such as {@code Directory.Read.All}
     */
    record GraphRole(String principalId, String role) {}

    /** The number of each. */
    record Counts(int tenants, int users, int groups, int applications, int subscriptionOwners) {}
}
