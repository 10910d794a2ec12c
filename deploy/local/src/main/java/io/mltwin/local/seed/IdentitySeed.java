package io.mltwin.local.seed;

import io.mltwin.local.trust.OperatorCredentials;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The body of identity-service's seed endpoint: the fixture's people with this data folder's
 * secrets.
 */
record IdentitySeed(
        List<Fixture.Tenant> tenants,
        List<User> users,
        List<Fixture.Group> groups,
        List<Application> applications,
        List<Fixture.SubscriptionOwner> subscriptionOwners,
        List<String> globalAdministrators,
        List<Fixture.GraphRole> graphRoles) {

    record User(
            String tenantId,
            String objectId,
            String userPrincipalName,
            String displayName,
            String password,
            Boolean mfaRequired,
            String homeTenantId,
            String homeObjectId) {
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
            String secret,
            String certificate,
            Boolean publicClient,
            List<Fixture.RedirectUri> redirectUris,
            List<String> identifierUris) {
        @Override
        public String toString() {
            return "Application[" + applicationId + "]";
        }
    }

    static IdentitySeed of(Fixture fixture, OperatorCredentials credentials) {
        Stream<User> users = fixture.users().entrySet().stream()
                .map(entry -> user(entry.getValue(), credentials.users().get(entry.getKey())));
        Stream<User> guests = fixture.guests().entrySet().stream()
                .map(entry -> guest(entry.getValue(), fixture.users().get(entry.getKey())));
        List<Application> applications = fixture.servicePrincipals().entrySet().stream()
                .map(entry -> application(
                        entry.getValue(), credentials.servicePrincipals().get(entry.getKey())))
                .toList();
        return new IdentitySeed(
                fixture.tenants(),
                Stream.concat(users, guests).toList(),
                fixture.groups(),
                applications,
                fixture.subscriptionOwners(),
                fixture.globalAdministrators(),
                fixture.graphRoles());
    }

    private static User user(Fixture.User user, OperatorCredentials.User known) {
        return new User(
                user.tenantId(),
                user.objectId(),
                user.userPrincipalName(),
                user.displayName(),
                known.password(),
                user.mfaRequired(),
                null,
                null);
    }

    private static User guest(Fixture.Guest guest, Fixture.User home) {
        return new User(
                guest.tenantId(),
                guest.objectId(),
                guest.userPrincipalName(),
                guest.displayName(),
                null,
                false,
                home.tenantId(),
                home.objectId());
    }

    private static Application application(
            Fixture.ServicePrincipal principal, OperatorCredentials.ServicePrincipal known) {
        return new Application(
                principal.tenantId(),
                principal.applicationId(),
                principal.objectId(),
                principal.displayName(),
                known.secret(),
                known.certificate(),
                principal.publicClient(),
                principal.redirectUris(),
                principal.identifierUris());
    }

    /**
     * The part without users, whose passwords take identity a moment to hash: enough for the owner
     * to sign in as an application.
     */
    IdentitySeed withoutUsers() {
        return new IdentitySeed(
                tenants, List.of(), List.of(), applications, owners(false), administrators(false), graphRoles);
    }

    /** Returns the rest. */
    IdentitySeed ofUsers() {
        return new IdentitySeed(tenants, users, groups, List.of(), owners(true), administrators(true), List.of());
    }

    private List<Fixture.SubscriptionOwner> owners(boolean areUsers) {
        return subscriptionOwners.stream()
                .filter(owner -> areUsers == isUser(owner.principalId()))
                .toList();
    }

    private List<String> administrators(boolean areUsers) {
        return globalAdministrators.stream()
                .filter(id -> areUsers == isUser(id))
                .toList();
    }

    private boolean isUser(String objectId) {
        return users.stream().anyMatch(user -> user.objectId().equals(objectId));
    }

    /** All secrets in one text, for a fingerprint only. */
    String secrets() {
        return Stream.concat(
                        users.stream().map(User::password),
                        applications.stream()
                                .flatMap(application -> Stream.of(application.secret(), application.certificate())))
                .filter(Objects::nonNull)
                .sorted()
                .collect(Collectors.joining("\0"));
    }
}
