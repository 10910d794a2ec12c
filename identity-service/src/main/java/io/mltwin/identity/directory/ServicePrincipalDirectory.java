package io.mltwin.identity.directory;

import io.mltwin.armweb.AsciiCase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Service principals that a tenant knows, as Microsoft Graph shows and changes them: of its own
 * applications, managed identities and Microsoft's own applications.
 */
@ApplicationScoped
public class ServicePrincipalDirectory {

    private final ServicePrincipalRepository rows;
    private final DirectoryRecords records;
    private final CredentialStore credentials;
    private final DirectoryLinks links;
    private final DirectoryCache cache;

    ServicePrincipalDirectory(
            ServicePrincipalRepository rows,
            DirectoryRecords records,
            CredentialStore credentials,
            DirectoryLinks links,
            DirectoryCache cache) {
        this.rows = rows;
        this.records = records;
        this.credentials = credentials;
        this.links = links;
        this.cache = cache;
    }

    @Transactional
    public List<DirectoryServicePrincipal> list(String tenantId) {
        return rows.knownIn(tenantId).stream().map(records::servicePrincipal).toList();
    }

    @Transactional
    public Optional<DirectoryServicePrincipal> find(String objectId, String tenantId) {
        return rows.findPrincipal(AsciiCase.lower(objectId))
                .map(records::servicePrincipal)
                .filter(found -> found.principal().isKnownIn(tenantId));
    }

    @Transactional
    public Optional<DirectoryServicePrincipal> findByApplicationId(String id, String tenantId) {
        return rows.findByApplication(AsciiCase.lower(id))
                .map(records::servicePrincipal)
                .filter(found -> found.principal().isKnownIn(tenantId));
    }

    /**
     * The service principal of an application of the same tenant; Azure AD would take another
     * tenant's too, when that lets it.
     */
    @Transactional
    public DirectoryServicePrincipal create(
            String applicationId, String tenantId, boolean enabled, boolean assignmentRequired) {
        cache.invalidate();
        String id = AsciiCase.lower(applicationId);
        rows.findByApplication(id)
                .filter(row -> DirectoryMapper.principal(row).isKnownIn(tenantId))
                .ifPresent(
                        row -> {
                            throw DirectoryErrors.servicePrincipalExists(applicationId);
                        });
        ServicePrincipalEntity row =
                rows.findRegistration(id)
                        .filter(found -> found.tenantId().equals(tenantId))
                        .filter(found -> !found.principalExists())
                        .orElseThrow(() -> DirectoryErrors.applicationNotFound(applicationId));
        row.bringIn(enabled, assignmentRequired);
        rows.flush();
        return records.servicePrincipal(row);
    }

    @Transactional
    public void update(String objectId, boolean enabled, boolean assignmentRequired) {
        cache.invalidate();
        required(objectId).bringIn(enabled, assignmentRequired);
    }

    @Transactional
    public void replaceKeys(String objectId, List<WantedCredential> keys) {
        credentials.replaceKeys(required(objectId).objectId(), true, keys);
    }

    @Transactional
    public NewSecret addSecret(String objectId, WantedCredential wanted) {
        return credentials.addSecret(required(objectId).objectId(), true, wanted);
    }

    @Transactional
    public void removeSecret(String objectId, String keyId) {
        credentials.removeSecret(required(objectId).objectId(), true, keyId);
    }

    /** Its application stays, and may get another service principal with another object id. */
    @Transactional
    public void delete(String objectId) {
        ServicePrincipalEntity row = required(objectId);
        links.forget(row.objectId());
        credentials.endOfPrincipal(row.objectId());
        rows.endPrincipal(row.objectId(), UUID.randomUUID().toString());
    }

    private ServicePrincipalEntity required(String objectId) {
        return rows.findPrincipal(objectId).orElseThrow(() -> DirectoryErrors.notFound(objectId));
    }
}
