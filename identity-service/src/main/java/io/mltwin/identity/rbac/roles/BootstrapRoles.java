package io.mltwin.identity.rbac.roles;

import static io.mltwin.identity.rbac.roles.RoleErrors.invalidPrincipalId;
import static io.mltwin.identity.rbac.roles.RoleErrors.principalNotFound;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.platform.Principals;
import io.mltwin.platform.ServiceName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/**
 * Creates the first role assignments of a subscription, before any caller can do so through ARM:
 * those of its owners and of the Azure Machine Learning application.
 */
@ApplicationScoped
public class BootstrapRoles {

    private final RoleAssignmentRepository assignments;
    private final SubscriptionTenantRepository subscriptions;
    private final DirectoryService directory;
    private final Principals principals;
    private final Clock clock;

    BootstrapRoles(
            RoleAssignmentRepository assignments,
            SubscriptionTenantRepository subscriptions,
            DirectoryService directory,
            Principals principals,
            Clock clock) {
        this.assignments = assignments;
        this.subscriptions = subscriptions;
        this.directory = directory;
        this.principals = principals;
        this.clock = clock;
    }

    /** Makes the principal an owner; idempotent, in the caller's transaction. */
    @Transactional
    public void makeOwner(String subscriptionId, String principalId) {
        ArmResourceId scope = ArmResourceId.subscription(subscriptionId);
        assign(scope, BuiltInRoles.OWNER, principalId);
        if (subscriptions.findById(scope.key()) == null) {
            String tenantId = directory.principal(principalId).orElseThrow().tenantId();
            subscriptions.persist(new SubscriptionTenantEntity(scope.key(), tenantId));
        }
        assign(
                scope,
                BuiltInRoles.MACHINE_LEARNING,
                principals.service(ServiceName.WORKSPACE).objectId());
    }

    /** Elevates a global administrator; idempotent, in the caller's transaction. */
    @Transactional
    void elevate(String principalId) {
        assign(ArmResourceId.ROOT, BuiltInRoles.USER_ACCESS_ADMINISTRATOR, principalId);
    }

    private void assign(ArmResourceId scope, String roleId, String principalId) {
        String id = Guid.read(principalId);
        if (id == null) {
            throw invalidPrincipalId(principalId);
        }
        if (assignments.findSame(scope.key(), roleId, id).isPresent()) {
            return;
        }
        String type = directory
                .principal(id)
                .orElseThrow(() -> principalNotFound(id, "of the seed"))
                .kind()
                .armType();
        String seed = scope.key() + " " + roleId + " " + id;
        String name =
                UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
        Instant now = clock.instant();
        assignments.persist(new RoleAssignmentEntity(
                new RoleAssignment(name, scope.toString(), roleId, id, type, null, now, now, null, null), scope.key()));
    }
}
