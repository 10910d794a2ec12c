package io.mltwin.identity.directory.managedidentities;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.identity.directory.ServicePrincipalService;
import io.mltwin.platform.Principals;
import io.mltwin.platform.ServiceName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/**
 * Creates, shows and deletes user-assigned identities, each of which has a service principal. One
 * has no key until it is assigned to a resource; then the resource's host holds a key.
 */
@ApplicationScoped
public class UserAssignedIdentityService {

    static final String TYPE = "Microsoft.ManagedIdentity/userAssignedIdentities";

    private final UserAssignedIdentityRepository userAssigned;
    private final ManagedIdentityRepository identities;
    private final ServicePrincipalService servicePrincipals;
    private final DirectoryService directory;
    private final Principals principals;

    UserAssignedIdentityService(
            UserAssignedIdentityRepository userAssigned,
            ManagedIdentityRepository identities,
            ServicePrincipalService servicePrincipals,
            DirectoryService directory,
            Principals principals) {
        this.userAssigned = userAssigned;
        this.identities = identities;
        this.servicePrincipals = servicePrincipals;
        this.directory = directory;
        this.principals = principals;
    }

    /** Gives a new identity its service principal. */
    void register(UserAssignedIdentityEntity row, String tenantId) {
        directory.requireQuota(tenantId);
        DirectoryPrincipal principal = new DirectoryPrincipal(
                UUID.randomUUID().toString(),
                tenantId,
                PrincipalKind.MANAGED_IDENTITY,
                row.name,
                UUID.randomUUID().toString(),
                null);
        servicePrincipals.upsert(principal);
        identities.persistAndFlush(new ManagedIdentityEntity(
                row.key,
                row.id,
                principal.objectId(),
                principals.service(ServiceName.IDENTITY).applicationId()));
        row.tenantId = tenantId;
        row.principalId = principal.objectId();
        row.clientId = principal.applicationId();
    }

    /** Returns the ARM ids of the resources that have the identity, sorted. */
    @Transactional
    List<ArmResourceId> resources(ArmResourceId id) {
        return servicePrincipals.attachedResources(userAssigned.require(id).principalId).stream()
                .map(ArmResourceId::parse)
                .toList();
    }

    @Transactional
    public boolean exists(ArmResourceId id) {
        return AsciiCase.equal(id.type(), TYPE) && userAssigned.findById(id.key()) != null;
    }

    /** Ends the principal of a deleted identity with all its keys. Role assignments stay, as in Azure. */
    void end(UserAssignedIdentityEntity row) {
        identities.deleteById(row.key);
        identities.flush();
        servicePrincipals.delete(row.principalId);
    }

    static UserAssignedIdentityBody body(UserAssignedIdentityEntity row) {
        return new UserAssignedIdentityBody(
                new UserAssignedIdentityBody.Properties(row.tenantId, row.principalId, row.clientId));
    }
}
