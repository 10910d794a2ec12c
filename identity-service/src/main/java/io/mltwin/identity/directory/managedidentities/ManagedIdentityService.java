package io.mltwin.identity.directory.managedidentities;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.ArmErrors.requireMember;
import static io.mltwin.armweb.AzureException.forbidden;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.identity.directory.PublicKeys;
import io.mltwin.identity.directory.ServicePrincipalService;
import io.mltwin.identity.directory.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.PublicKey;
import java.util.Optional;
import java.util.UUID;

/**
 * System-assigned identities of Azure resources: a service principal per resource, proven by a key
 * that only the hosting service holds; that service alone may change the key or delete the
 * identity.
 */
@ApplicationScoped
public class ManagedIdentityService {

    private final ManagedIdentityRepository identities;
    private final ServicePrincipalService servicePrincipals;
    private final DirectoryService directory;

    ManagedIdentityService(
            ManagedIdentityRepository identities,
            ServicePrincipalService servicePrincipals,
            DirectoryService directory) {
        this.identities = identities;
        this.servicePrincipals = servicePrincipals;
        this.directory = directory;
    }

    /** Creates the identity of a resource, or replaces the key of the existing one. */
    @Transactional
    ManagedIdentityBody.Registered register(ManagedIdentityBody.Registration wanted, String hostApplicationId) {
        ArmResourceId resource = ArmResourceId.parse(requireMember("resourceId", wanted.resourceId()));
        PublicKey key = PublicKeys.fromPem(requireMember("publicKeyPem", wanted.publicKeyPem()));
        String displayName = requireMember("displayName", wanted.displayName());
        ManagedIdentityEntity row = identities.findById(resource.key());
        DirectoryPrincipal principal;
        if (row == null) {
            directory.requireQuota(tenant(wanted.tenantId()).tenantId());
            principal = new DirectoryPrincipal(
                    UUID.randomUUID().toString(),
                    tenant(wanted.tenantId()).tenantId(),
                    PrincipalKind.MANAGED_IDENTITY,
                    displayName,
                    UUID.randomUUID().toString(),
                    null);
            servicePrincipals.upsert(principal);
            identities.persist(new ManagedIdentityEntity(
                    resource.key(), resource.toString(), principal.objectId(), hostApplicationId));
        } else {
            requireHost(row, hostApplicationId);
            principal = directory.principal(row.objectId()).orElseThrow();
        }
        servicePrincipals.setPublicKey(principal.objectId(), key);
        return new ManagedIdentityBody.Registered(
                principal.objectId(), principal.applicationId(), principal.tenantId());
    }

    /**
     * Deletes the identity of a resource, if it has one. Its role assignments stay, as in Azure.
     */
    @Transactional
    void delete(String resourceId, String hostApplicationId) {
        ManagedIdentityEntity row = identities.findById(
                ArmResourceId.parse(requireMember("resourceId", resourceId)).key());
        if (row != null) {
            requireHost(row, hostApplicationId);
            identities.delete(row);
            identities.flush();
            servicePrincipals.delete(row.objectId());
        }
    }

    /** Returns the ARM id of the resource that has this identity. */
    @Transactional
    public Optional<String> findResourceId(String objectId) {
        return identities.findByPrincipal(objectId).map(ManagedIdentityEntity::resourceId);
    }

    /**
     * Returns the ARM id of the resource that has this identity.
     *
     * @throws IllegalStateException when it has been deleted
     */
    @Transactional
    public String resourceIdOf(String objectId) {
        return findResourceId(objectId)
                .orElseThrow(() -> new IllegalStateException("no managed identity has object id " + objectId));
    }

    @Transactional
    public boolean isUserAssigned(String objectId) {
        return identities
                .findByPrincipal(objectId)
                .map(row -> ArmResourceId.parse(row.resourceId()).type())
                .filter(AsciiCase.equalTo(UserAssignedIdentityService.TYPE))
                .isPresent();
    }

    /** Returns the system-assigned identity of the resource. */
    @Transactional
    Optional<ManagedIdentityBody.Registered> systemAssigned(ArmResourceId resource) {
        return identities
                .findByIdOptional(resource.key())
                .filter(row -> !isUserAssigned(row.objectId()))
                .flatMap(row -> directory.principal(row.objectId()))
                .map(principal -> new ManagedIdentityBody.Registered(
                        principal.objectId(), principal.applicationId(), principal.tenantId()));
    }

    private Tenant tenant(String tenantId) {
        return directory
                .tenant(requireMember("tenantId", tenantId))
                .orElseThrow(() -> invalidRequestContent("There is no tenant '%s'.", tenantId));
    }

    private static void requireHost(ManagedIdentityEntity row, String hostApplicationId) {
        if (!row.hostApplicationId().equals(hostApplicationId)) {
            throw forbidden("Forbidden", "The identity of '%s' is hosted by another service.", row.resourceId());
        }
    }
}
