package io.mltwin.identity.directory;

import io.mltwin.identity.directory.ClientCredentialEntity.Kind;
import io.mltwin.identity.directory.ClientCredentialEntity.Origin;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Credentials of an application. */
@Singleton
class ClientCredentialRepository implements PanacheRepositoryBase<ClientCredentialEntity, Long> {

    List<ClientCredentialEntity> of(String objectId) {
        return list("objectId = ?1 order by credentialId", objectId);
    }

    Optional<ClientCredentialEntity> find(String objectId, String keyId) {
        return find("objectId = ?1 and keyId = ?2", objectId, keyId).firstResultOptional();
    }

    Optional<ClientCredentialEntity> findAttached(String objectId, String resourceKey, String hostApplicationId) {
        return find(
                        "objectId = ?1 and attachedResourceKey = ?2 and attachedBy = ?3",
                        objectId,
                        resourceKey,
                        hostApplicationId)
                .firstResultOptional();
    }

    /**
     * Replaces the platform's credential of this kind; does nothing when it is the same.
     * Credentials that Microsoft Graph added stay.
     */
    void replace(String objectId, Kind kind, byte[] content) {
        List<ClientCredentialEntity> existing =
                list("objectId = ?1 and kind = ?2 and origin = ?3", objectId, kind, Origin.PLATFORM);
        if (existing.size() == 1 && Arrays.equals(existing.get(0).content(), content)) {
            return;
        }
        existing.forEach(this::delete);
        persist(new ClientCredentialEntity(objectId, kind, content));
    }
}
