package io.mltwin.identity.directory;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.Sha256;
import io.mltwin.identity.directory.ClientCredentialEntity.Kind;
import io.mltwin.identity.directory.ClientCredentialEntity.Origin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Creates and updates applications and managed identities, and their credentials. */
@ApplicationScoped
public class ServicePrincipalService {

    private final ServicePrincipalRepository servicePrincipals;
    private final ClientCredentialRepository credentials;
    private final DirectoryReferences references;
    private final DirectoryCache cache;

    ServicePrincipalService(
            ServicePrincipalRepository servicePrincipals,
            ClientCredentialRepository credentials,
            DirectoryReferences references,
            DirectoryCache cache) {
        this.servicePrincipals = servicePrincipals;
        this.credentials = credentials;
        this.references = references;
        this.cache = cache;
    }

    /** Creates or updates the service principal with this object id. */
    @Transactional
    public void upsert(DirectoryPrincipal wanted) {
        cache.invalidate();
        String objectId = AsciiCase.lower(wanted.objectId());
        ServicePrincipalEntity row = servicePrincipals.findById(objectId);
        if (row == null) {
            row = new ServicePrincipalEntity(
                    objectId,
                    AsciiCase.lower(wanted.tenantId()),
                    AsciiCase.lower(wanted.applicationId()),
                    wanted.kind());
            row.rename(wanted.displayName());
            if (wanted.kind() == PrincipalKind.APPLICATION) {
                row.registered(applicationObjectId(row.applicationId()), null);
            }
            servicePrincipals.persist(row);
        } else {
            row.rename(wanted.displayName());
        }
    }

    /** Sets its one tag. */
    @Transactional
    public void mark(String objectId, String tag) {
        cache.invalidate();
        servicePrincipals.findById(objectId).mark(tag);
    }

    /** Returns the same id at each seed. */
    private static String applicationObjectId(String applicationId) {
        return UUID.nameUUIDFromBytes(("application " + applicationId).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /**
     * Adds a key to a user-assigned identity, held by the host of a resource that has the identity.
     */
    @Transactional
    public void attachKey(String objectId, ArmResourceId resource, String hostApplicationId, PublicKey key) {
        detachKey(objectId, resource.key(), hostApplicationId);
        ClientCredentialEntity row = new ClientCredentialEntity(objectId, Kind.PUBLIC_KEY, key.getEncoded());
        row.givenBy(Origin.ATTACHMENT);
        row.attach(resource.key(), resource.toString(), hostApplicationId);
        credentials.persistAndFlush(row);
    }

    /** Returns the ARM ids of the resources that have a user-assigned identity. */
    @Transactional
    public List<String> attachedResources(String objectId) {
        return credentials.of(objectId).stream()
                .map(ClientCredentialEntity::attachedResource)
                .filter(Objects::nonNull)
                .sorted(AsciiCase.ORDER)
                .toList();
    }

    /** Removes the key of this host and resource, if there is one. */
    @Transactional
    public void detachKey(String objectId, String resourceKey, String hostApplicationId) {
        cache.invalidate();
        credentials.findAttached(objectId, resourceKey, hostApplicationId).ifPresent(credentials::delete);
        credentials.flush();
    }

    @Transactional
    public void setSecretHash(String objectId, byte[] sha256) {
        cache.invalidate();
        credentials.replace(AsciiCase.lower(objectId), Kind.SECRET_SHA256, sha256);
    }

    @Transactional
    public void setSecret(String objectId, String secret) {
        setSecretHash(objectId, Sha256.hash(secret));
    }

    @Transactional
    public void setPublicKey(String objectId, PublicKey key) {
        cache.invalidate();
        credentials.replace(AsciiCase.lower(objectId), Kind.PUBLIC_KEY, key.getEncoded());
    }

    @Transactional
    public void delete(String objectId) {
        references.deleteAllOf(objectId);
        servicePrincipals.deleteById(objectId);
    }
}
