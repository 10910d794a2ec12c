package io.mltwin.compute.virtualmachines;

import io.mltwin.armweb.ArmResourceId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import java.util.List;

/** Queries of virtual machines. */
@Singleton
class VirtualMachineRepository implements PanacheRepositoryBase<VirtualMachineEntity, String> {

    /** Lets one change at a time work on an id, also on one that does not exist yet. */
    void lock(ArmResourceId id) {
        getEntityManager()
                .createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:id, 0))")
                .setParameter("id", "virtual machine|" + id.key())
                .getSingleResult();
    }

    /** Those of a resource group or of a whole subscription. */
    List<VirtualMachineEntity> in(ArmResourceId scope) {
        return list(scope.isSubscription() ? "subscriptionKey" : "groupKey", Sort.by("armKey"), scope.key());
    }
}
