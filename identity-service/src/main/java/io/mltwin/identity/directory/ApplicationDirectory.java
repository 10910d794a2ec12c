package io.mltwin.identity.directory;

import static io.mltwin.identity.directory.DirectoryErrors.notFound;
import static io.mltwin.identity.directory.DirectoryErrors.sameValue;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.directory.DirectoryApplication.ApplicationChange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Registrations of applications in a tenant, as Microsoft Graph shows and changes them. An
 * application can sign in once it has a service principal, which is deleted with it.
 */
@ApplicationScoped
public class ApplicationDirectory {

    private final ServicePrincipalRepository rows;
    private final TenantRepository tenants;
    private final CredentialHolderMapper mapper;
    private final CredentialStore credentials;
    private final DirectoryReferences references;
    private final DirectoryCache cache;
    private final Clock clock;

    ApplicationDirectory(
            ServicePrincipalRepository rows,
            TenantRepository tenants,
            CredentialHolderMapper mapper,
            CredentialStore credentials,
            DirectoryReferences references,
            DirectoryCache cache,
            Clock clock) {
        this.rows = rows;
        this.tenants = tenants;
        this.mapper = mapper;
        this.credentials = credentials;
        this.references = references;
        this.cache = cache;
        this.clock = clock;
    }

    @Transactional
    public List<DirectoryApplication> list(String tenantId) {
        return rows.applicationsOf(tenantId).stream().map(mapper::application).toList();
    }

    @Transactional
    public Optional<DirectoryApplication> find(String objectId, String tenantId) {
        return rows.findApplication(AsciiCase.lower(objectId))
                .filter(row -> row.tenantId().equals(tenantId))
                .map(mapper::application);
    }

    @Transactional
    public Optional<DirectoryApplication> findByApplicationId(String id, String tenantId) {
        return rows.findRegistration(AsciiCase.lower(id))
                .filter(row -> row.tenantId().equals(tenantId))
                .map(mapper::application);
    }

    @Transactional
    public DirectoryApplication create(String tenantId, ApplicationChange wanted, List<CredentialRequest> keys) {
        tenants.requireRoom(tenantId);
        ServicePrincipalEntity row = new ServicePrincipalEntity(
                UUID.randomUUID().toString(), tenantId, UUID.randomUUID().toString(), PrincipalKind.APPLICATION);
        row.registered(UUID.randomUUID().toString(), clock.instant().truncatedTo(ChronoUnit.MICROS));
        row.withoutPrincipal();
        change(row, wanted);
        rows.persistAndFlush(row);
        credentials.replaceKeys(row.objectId(), false, keys);
        return mapper.application(row);
    }

    @Transactional
    public void update(String objectId, ApplicationChange wanted) {
        change(required(objectId), wanted);
    }

    @Transactional
    public void replaceKeys(String objectId, List<CredentialRequest> keys) {
        credentials.replaceKeys(required(objectId).objectId(), false, keys);
    }

    @Transactional
    public NewSecret addSecret(String objectId, CredentialRequest wanted) {
        return credentials.addSecret(required(objectId).objectId(), false, wanted);
    }

    @Transactional
    public void removeSecret(String objectId, String keyId) {
        credentials.removeSecret(required(objectId).objectId(), false, keyId);
    }

    /** Deletes the application and its service principal. Role assignments stay, as in Azure. */
    @Transactional
    public void delete(String objectId) {
        ServicePrincipalEntity row = required(objectId);
        references.deleteAllOf(objectId);
        references.deleteAllOf(row.objectId());
        rows.delete(row);
    }

    private void change(ServicePrincipalEntity row, ApplicationChange wanted) {
        cache.invalidate();
        List<String> present = DirectoryMapper.identifierUris(row);
        for (String uri : wanted.identifierUris()) {
            if (!present.contains(uri)) {
                IdentifierUriValidator.require(
                        uri, tenants.findById(row.tenantId()).domains());
            }
            boolean taken = rows.applicationsOf(row.tenantId()).stream()
                    .filter(other -> !other.applicationObjectId().equals(row.applicationObjectId()))
                    .anyMatch(other -> DirectoryMapper.identifierUris(other).contains(uri));
            if (taken) {
                throw sameValue("identifierUris");
            }
        }
        row.rename(wanted.displayName());
        row.nameBy(DirectoryMapper.json(wanted.identifierUris()));
        row.letUsersSignIn(
                wanted.publicClient(),
                wanted.redirectUris().stream()
                        .map(uri -> new RedirectUriValue(uri.platform(), uri.uri()))
                        .toList());
    }

    private ServicePrincipalEntity required(String objectId) {
        return rows.findApplication(objectId).orElseThrow(() -> notFound(objectId));
    }
}
