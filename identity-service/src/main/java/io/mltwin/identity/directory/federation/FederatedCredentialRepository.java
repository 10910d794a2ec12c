package io.mltwin.identity.directory.federation;

import io.mltwin.resourceprovider.ChildRows;
import io.mltwin.resourceprovider.Queries;
import jakarta.inject.Singleton;

/** Federated credentials by the identity that they belong to. */
@Singleton
class FederatedCredentialRepository implements ChildRows<FederatedCredentialEntity> {

    /** Locks the credentials of this identity against other changes until the transaction ends. */
    void lockCredentials(String resourceKey) {
        Queries.sql(getEntityManager(), "select 1 from user_assigned_identity where key = ?1 for update", resourceKey)
                .getResultList();
    }
}
