package io.mltwin.workspace.machinelearning.supportapplications;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Support applications. */
@Singleton
class SupportApplicationRepository
        implements PanacheRepositoryBase<SupportApplicationEntity, SupportApplicationEntity.Key> {

    /** Two first workspaces of a region wait for each other. */
    void lock(SupportApplicationEntity.Key key) {
        getEntityManager()
                .createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(?1, 82))")
                .setParameter(1, key.subscriptionId() + " " + key.region())
                .getSingleResult();
    }
}
