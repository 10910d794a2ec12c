package io.mltwin.identity.seed;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.encoding.Absence.isFalse;
import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.identity.directory.ClientApplication.Platform;
import io.mltwin.identity.directory.ClientApplication.RedirectUri;
import io.mltwin.identity.directory.DirectoryChangeService;
import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.GraphAppRoles;
import io.mltwin.identity.directory.GraphPermission;
import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.identity.directory.PublicKeys;
import io.mltwin.identity.directory.ServicePrincipalService;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.directory.accounts.AccountPolicyService;
import io.mltwin.identity.directory.accounts.AccountPolicyService.AccountPolicy;
import io.mltwin.identity.oauth.clients.ClientPolicyService;
import io.mltwin.identity.oauth.clients.ClientPolicyService.ClientPolicy;
import io.mltwin.identity.rbac.access.AccessService;
import io.mltwin.identity.rbac.roles.BootstrapRoles;
import io.mltwin.identity.rbac.roles.GlobalAdministrators;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.Arrays;

/** Applies a seed in one transaction; the same seed again changes nothing. */
@Singleton
record SeedService(
        DirectoryChangeService directory,
        ServicePrincipalService servicePrincipals,
        AccountPolicyService accounts,
        ClientPolicyService clients,
        BootstrapRoles roles,
        GlobalAdministrators globalAdministrators,
        GraphAppRoles graphRoles,
        AccessService access) {

    SeedBody.Counts apply(SeedBody seed) {
        QuarkusTransaction.requiringNew().timeout(300).run(() -> change(seed));
        access.refresh();
        return new SeedBody.Counts(
                seed.tenants().size(),
                seed.users().size(),
                seed.groups().size(),
                seed.applications().size(),
                seed.subscriptionOwners().size());
    }

    private void change(SeedBody seed) {
        for (SeedBody.Tenant tenant : seed.tenants()) {
            directory.upsertTenant(new Tenant(
                    required("tenantId", tenant.tenantId()),
                    required("displayName", tenant.displayName()),
                    orEmpty(tenant.domains()),
                    "B2C".equals(tenant.kind()),
                    isTrue(tenant.mfaRequired())));
        }
        seed.users().forEach(this::apply);
        seed.applications().forEach(this::apply);
        for (SeedBody.Group group : seed.groups()) {
            directory.upsertGroup(
                    principal(PrincipalKind.GROUP, group.tenantId(), group.objectId(), group.displayName(), null, null),
                    orEmpty(group.members()));
        }
        for (SeedBody.GraphRole role : seed.graphRoles()) {
            GraphPermission permission = GraphPermission.named(required("role", role.role()))
                    .orElseThrow(
                            () -> invalidRequestContent("Microsoft Graph has no permission '%s' here.", role.role()));
            graphRoles.ensure(required("principalId", role.principalId()), permission);
        }
        for (SeedBody.SubscriptionOwner owner : seed.subscriptionOwners()) {
            roles.makeOwner(
                    required("subscriptionId", owner.subscriptionId()), required("principalId", owner.principalId()));
        }
        seed.globalAdministrators().forEach(globalAdministrators::add);
    }

    private void apply(SeedBody.User user) {
        boolean guest = user.homeObjectId() != null;
        directory.upsertUser(
                principal(
                        PrincipalKind.USER,
                        user.tenantId(),
                        user.objectId(),
                        user.displayName(),
                        null,
                        required("userPrincipalName", user.userPrincipalName())),
                guest ? null : required("password", user.password()));
        accounts.apply(
                user.objectId(),
                new AccountPolicy(
                        !isFalse(user.accountEnabled()),
                        guest ? required("homeTenantId", user.homeTenantId()) : null,
                        user.homeObjectId(),
                        !isFalse(user.invitationRedeemed()),
                        isTrue(user.mfaRequired()),
                        user.givenName(),
                        user.surname(),
                        user.mail()));
    }

    private void apply(SeedBody.Application application) {
        servicePrincipals.upsert(principal(
                PrincipalKind.APPLICATION,
                application.tenantId(),
                application.objectId(),
                application.displayName(),
                required("applicationId", application.applicationId()),
                null));
        if (application.secret() != null) {
            servicePrincipals.setSecret(application.objectId(), application.secret());
        }
        byte[] certificate = null;
        if (application.certificate() != null) {
            servicePrincipals.setPublicKey(application.objectId(), PublicKeys.fromPem(application.certificate()));
            certificate = PublicKeys.certificateOf(application.certificate());
        }
        clients.apply(
                application.objectId(),
                new ClientPolicy(
                        !isFalse(application.accountEnabled()),
                        isTrue(application.publicClient()),
                        isTrue(application.assignmentRequired()),
                        orEmpty(application.redirectUris()).stream()
                                .map(SeedService::redirectUri)
                                .toList(),
                        orEmpty(application.identifierUris()),
                        application.secretExpiresOn(),
                        certificate));
    }

    private static RedirectUri redirectUri(SeedBody.RedirectUri wanted) {
        return new RedirectUri(
                Arrays.stream(Platform.values())
                        .filter(platform -> platform.name().equals(wanted.platform()))
                        .findFirst()
                        .orElseThrow(() -> invalidRequestContent("A 'platform' must be WEB, PUBLIC or SPA.")),
                required("uri", wanted.uri()));
    }

    private static boolean isTrue(Boolean value) {
        return Boolean.TRUE.equals(value);
    }

    private static DirectoryPrincipal principal(
            PrincipalKind kind,
            String tenantId,
            String objectId,
            String displayName,
            String applicationId,
            String upn) {
        return new DirectoryPrincipal(
                required("objectId", objectId),
                required("tenantId", tenantId),
                kind,
                required("displayName", displayName),
                applicationId,
                upn);
    }

    private static String required(String name, String value) {
        invalidRequestContentIf(isBlank(value), "The seed lacks a '%s'.", name);
        return value;
    }
}
