package io.mltwin.identity.directory;

import static io.mltwin.identity.directory.DirectoryErrors.applicationNotFound;
import static io.mltwin.identity.directory.DirectoryErrors.notFound;
import static io.mltwin.identity.directory.DirectoryErrors.servicePrincipalExists;

import io.mltwin.encoding.AsciiCase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads and changes the service principals that a tenant knows, as Microsoft Graph does: of its own
 * applications, managed identities and Microsoft's own applications.
 */
@ApplicationScoped
public class ServicePrincipalDirectory {

    private final ServicePrincipalRepository rows;
    private final TenantRepository tenants;
    private final CredentialHolderMapper mapper;
    private final CredentialStore credentials;
    private final DirectoryReferences references;
    private final DirectoryCache cache;

    ServicePrincipalDirectory(
            ServicePrincipalRepository rows,
            TenantRepository tenants,
            CredentialHolderMapper mapper,
            CredentialStore credentials,
            DirectoryReferences references,
            DirectoryCache cache) {
        this.rows = rows;
        this.tenants = tenants;
        this.mapper = mapper;
        this.credentials = credentials;
        this.references = references;
        this.cache = cache;
    }

    @Transactional
    public List<DirectoryServicePrincipal> list(String tenantId) {
        return rows.knownIn(tenantId).stream().map(mapper::servicePrincipal).toList();
    }

    @Transactional
    public Optional<DirectoryServicePrincipal> find(String objectId, String tenantId) {
        return rows.findPrincipal(AsciiCase.lower(objectId))
                .map(mapper::servicePrincipal)
                .filter(found -> found.principal().isKnownIn(tenantId));
    }

    @Transactional
    public Optional<DirectoryServicePrincipal> findByApplicationId(String id, String tenantId) {
        return rows.findByApplication(AsciiCase.lower(id))
                .map(mapper::servicePrincipal)
                .filter(found -> found.principal().isKnownIn(tenantId));
    }

    /**
     * Creates the service principal of an application of the same tenant. Azure AD also takes an
     * application of another tenant that allows it.
     */
    @Transactional
    public DirectoryServicePrincipal create(
            String applicationId, String tenantId, boolean enabled, boolean assignmentRequired) {
        tenants.requireRoom(tenantId);
        cache.invalidate();
        String id = AsciiCase.lower(applicationId);
        rows.findByApplication(id)
                .filter(row -> DirectoryMapper.principal(row).isKnownIn(tenantId))
                .ifPresent(row -> {
                    throw servicePrincipalExists(applicationId);
                });
        ServicePrincipalEntity row = rows.findRegistration(id)
                .filter(found -> found.tenantId().equals(tenantId))
                .filter(found -> !found.principalExists())
                .orElseThrow(() -> applicationNotFound(applicationId));
        row.bringIn(enabled, assignmentRequired);
        rows.flush();
        return mapper.servicePrincipal(row);
    }

    @Transactional
    public void update(String objectId, boolean enabled, boolean assignmentRequired) {
        cache.invalidate();
        required(objectId).bringIn(enabled, assignmentRequired);
    }

    @Transactional
    public void replaceKeys(String objectId, List<CredentialRequest> keys) {
        credentials.replaceKeys(required(objectId).objectId(), true, keys);
    }

    @Transactional
    public NewSecret addSecret(String objectId, CredentialRequest wanted) {
        return credentials.addSecret(required(objectId).objectId(), true, wanted);
    }

    @Transactional
    public void removeSecret(String objectId, String keyId) {
        credentials.removeSecret(required(objectId).objectId(), true, keyId);
    }

    /**
     * Deletes the service principal. Its application stays, and may get another one with another
     * object id.
     */
    @Transactional
    public void delete(String objectId) {
        ServicePrincipalEntity row = required(objectId);
        references.deleteAllOf(row.objectId());
        credentials.endOfPrincipal(row.objectId());
        rows.endPrincipal(row.objectId(), UUID.randomUUID().toString());
    }

    private ServicePrincipalEntity required(String objectId) {
        return rows.findPrincipal(objectId).orElseThrow(() -> notFound(objectId));
    }
}
