package io.mltwin.identity.directory;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;

/** Credentials of an application. */
@Singleton
class ClientCredentialRepository implements PanacheRepositoryBase<ClientCredentialEntity, Long> {

    List<ClientCredentialEntity> of(String objectId) {
        return list("objectId", objectId);
    }

    /** Makes this the one credential of its kind; does nothing when it already is. */
    void replace(String objectId, ClientCredentialEntity.Kind kind, byte[] content) {
        List<ClientCredentialEntity> existing = list("objectId = ?1 and kind = ?2", objectId, kind);
        if (existing.size() == 1 && Arrays.equals(existing.get(0).content(), content)) {
            return;
        }
        existing.forEach(this::delete);
        persist(new ClientCredentialEntity(objectId, kind, content));
    }
}
