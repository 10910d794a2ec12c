package io.mltwin.workspace.machinelearning.supportapplications;

import io.mltwin.resourceprovider.AdvisoryLock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Support applications. */
@Singleton
class SupportApplicationRepository
        implements PanacheRepositoryBase<SupportApplicationEntity, SupportApplicationEntity.Key> {

    /** Two first workspaces of a region wait for each other. */
    void lock(SupportApplicationEntity.Key key) {
        AdvisoryLock.hold(getEntityManager(), "support application|" + key.subscriptionId() + " " + key.region());
    }
}
