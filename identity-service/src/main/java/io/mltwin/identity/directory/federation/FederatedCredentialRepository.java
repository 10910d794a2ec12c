package io.mltwin.identity.directory.federation;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Federated credentials by the identity that they belong to. */
@Singleton
class FederatedCredentialRepository
        implements PanacheRepositoryBase<FederatedCredentialEntity, FederatedCredentialEntity.Key> {

    List<FederatedCredentialEntity> of(String resourceKey) {
        return list("resourceKey = ?1 order by nameKey", resourceKey);
    }

    /** Locks the credentials of this identity against other changes until the transaction ends. */
    void lockCredentials(String resourceKey) {
        getEntityManager()
                .createNativeQuery("select 1 from user_assigned_identity where key = ?1 for update")
                .setParameter(1, resourceKey)
                .getResultList();
    }
}
