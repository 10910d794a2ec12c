package io.mltwin.identity.directory.managedidentities;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Managed identities by resource and by principal. */
@Singleton
class ManagedIdentityRepository implements PanacheRepositoryBase<ManagedIdentityEntity, String> {

    Optional<ManagedIdentityEntity> findByPrincipal(String objectId) {
        return find("objectId", objectId).firstResultOptional();
    }
}
