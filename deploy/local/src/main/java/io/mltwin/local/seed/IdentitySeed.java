package io.mltwin.local.seed;

import io.mltwin.local.trust.OperatorCredentials;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The body of identity-service's seed endpoint: the fixture's people with this data folder's
 * secrets.
 */
record IdentitySeed(
        List<Fixture.Tenant> tenants,
        List<User> users,
        List<Application> applications,
        List<Fixture.SubscriptionOwner> subscriptionOwners) {

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

    record Application(
            String tenantId,
            String applicationId,
            String objectId,
            String displayName,
            String secret) {
        @Override
        public String toString() {
            return "Application[" + applicationId + "]";
        }
    }

    static IdentitySeed of(Fixture fixture, OperatorCredentials credentials) {
        List<User> users =
                fixture.users().entrySet().stream()
                        .map(
                                entry -> {
                                    Fixture.User user = entry.getValue();
                                    return new User(
                                            user.tenantId(),
                                            user.objectId(),
                                            user.userPrincipalName(),
                                            user.displayName(),
                                            credentials.users().get(entry.getKey()).password());
                                })
                        .toList();
        List<Application> applications =
                fixture.servicePrincipals().entrySet().stream()
                        .map(
                                entry -> {
                                    Fixture.ServicePrincipal principal = entry.getValue();
                                    return new Application(
                                            principal.tenantId(),
                                            principal.applicationId(),
                                            principal.objectId(),
                                            principal.displayName(),
                                            credentials
                                                    .servicePrincipals()
                                                    .get(entry.getKey())
                                                    .secret());
                                })
                        .toList();
        return new IdentitySeed(
                fixture.tenants(), users, applications, fixture.subscriptionOwners());
    }

    /**
     * The part without users, whose passwords take identity a moment to hash: enough for the owner
     * to sign in as an application.
     */
    IdentitySeed withoutUsers() {
        return new IdentitySeed(tenants, List.of(), applications, owners(false));
    }

    /** The rest. */
    IdentitySeed ofUsers() {
        return new IdentitySeed(tenants, users, List.of(), owners(true));
    }

    private List<Fixture.SubscriptionOwner> owners(boolean areUsers) {
        return subscriptionOwners.stream()
                .filter(
                        owner ->
                                areUsers
                                        == users.stream()
                                                .anyMatch(
                                                        user ->
                                                                user.objectId()
                                                                        .equals(
                                                                                owner
                                                                                        .principalId())))
                .toList();
    }

    /** All secrets in one text, for a fingerprint only. */
    String secrets() {
        return Stream.concat(
                        users.stream().map(User::password),
                        applications.stream().map(Application::secret))
                .sorted()
                .collect(Collectors.joining("\0"));
    }
}
