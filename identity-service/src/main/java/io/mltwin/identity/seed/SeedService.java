package io.mltwin.identity.seed;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.identity.access.AccessService;
import io.mltwin.identity.directory.DirectoryChangeService;
import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.identity.directory.PublicKeys;
import io.mltwin.identity.directory.ServicePrincipalService;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.roles.BootstrapRoles;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Applies a seed in one transaction; the same seed again changes nothing. */
@ApplicationScoped
class SeedService {

    private final DirectoryChangeService directory;
    private final ServicePrincipalService servicePrincipals;
    private final BootstrapRoles roles;
    private final AccessService access;

    SeedService(
            DirectoryChangeService directory,
            ServicePrincipalService servicePrincipals,
            BootstrapRoles roles,
            AccessService access) {
        this.directory = directory;
        this.servicePrincipals = servicePrincipals;
        this.roles = roles;
        this.access = access;
    }

    SeedBody.Counts apply(SeedBody seed) {
        QuarkusTransaction.requiringNew().timeout(60).run(() -> change(seed));
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
            directory.upsertTenant(
                    new Tenant(
                            required("tenantId", tenant.tenantId()),
                            required("displayName", tenant.displayName()),
                            tenant.domains() == null ? List.of() : tenant.domains()));
        }
        for (SeedBody.User user : seed.users()) {
            directory.upsertUser(
                    principal(
                            PrincipalKind.USER,
                            user.tenantId(),
                            user.objectId(),
                            user.displayName(),
                            null,
                            required("userPrincipalName", user.userPrincipalName())),
                    required("password", user.password()));
        }
        for (SeedBody.Application application : seed.applications()) {
            apply(application);
        }
        for (SeedBody.Group group : seed.groups()) {
            directory.upsertGroup(
                    principal(
                            PrincipalKind.GROUP,
                            group.tenantId(),
                            group.objectId(),
                            group.displayName(),
                            null,
                            null),
                    group.members() == null ? List.of() : group.members());
        }
        for (SeedBody.SubscriptionOwner owner : seed.subscriptionOwners()) {
            roles.makeOwner(
                    required("subscriptionId", owner.subscriptionId()),
                    required("principalId", owner.principalId()));
        }
    }

    private void apply(SeedBody.Application application) {
        servicePrincipals.upsert(
                principal(
                        PrincipalKind.APPLICATION,
                        application.tenantId(),
                        application.objectId(),
                        application.displayName(),
                        required("applicationId", application.applicationId()),
                        null));
        if (application.secret() != null) {
            servicePrincipals.setSecret(application.objectId(), application.secret());
        }
        if (application.certificate() != null) {
            servicePrincipals.setPublicKey(
                    application.objectId(), PublicKeys.fromPem(application.certificate()));
        }
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
        if (value == null || value.isBlank()) {
            throw ArmErrors.invalidRequestContent("The seed lacks a '" + name + "'.");
        }
        return value;
    }
}
