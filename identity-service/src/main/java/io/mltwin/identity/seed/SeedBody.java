package io.mltwin.identity.seed;

import java.util.List;

/** What the administrator seeds the directory with; Azure has no public call for it. */
record SeedBody(
        List<Tenant> tenants,
        List<User> users,
        List<Group> groups,
        List<Application> applications,
        List<SubscriptionOwner> subscriptionOwners) {

    SeedBody {
        tenants = orEmpty(tenants);
        users = orEmpty(users);
        groups = orEmpty(groups);
        applications = orEmpty(applications);
        subscriptionOwners = orEmpty(subscriptionOwners);
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    record Tenant(String tenantId, String displayName, List<String> domains) {}

    record User(
            String tenantId,
            String objectId,
            String userPrincipalName,
            String displayName,
            String password) {
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
     */
    record Application(
            String tenantId,
            String applicationId,
            String objectId,
            String displayName,
            String secret,
            String certificate) {
        @Override
        public String toString() {
            return "Application[" + applicationId + "]";
        }
    }

    record SubscriptionOwner(String subscriptionId, String principalId) {}

    /** How many of each there were. */
    record Counts(int tenants, int users, int groups, int applications, int subscriptionOwners) {}
}
