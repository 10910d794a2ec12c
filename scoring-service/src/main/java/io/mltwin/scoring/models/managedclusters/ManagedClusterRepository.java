package io.mltwin.scoring.models.managedclusters;

import io.mltwin.armweb.ArmResourceId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Clusters by id and by scope. */
@ApplicationScoped
class ManagedClusterRepository implements PanacheRepositoryBase<ManagedClusterEntity, String> {

    /** Lets one change at a time work on an id, also on one that does not exist yet. */
    void lock(ArmResourceId id) {
        getEntityManager()
                .createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:id, 0))")
                .setParameter("id", "managed cluster|" + id.key())
                .getSingleResult();
    }

    /** Returns the clusters of a resource group or of a whole subscription. */
    List<ManagedClusterEntity> in(ArmResourceId scope) {
        return list(scope.isSubscription() ? "subscriptionKey" : "groupKey", Sort.by("armKey"), scope.key());
    }
}
