package io.mltwin.workspace.groups;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;

/** Resource groups. */
@Singleton
class ResourceGroupRepository implements PanacheRepositoryBase<ResourceGroupEntity, String> {

    List<ResourceGroupEntity> ofSubscription(String subscriptionId) {
        return list("subscriptionId = ?1 order by name", subscriptionId);
    }

    ResourceGroupEntity locked(String key) {
        return findById(key, LockModeType.PESSIMISTIC_WRITE);
    }
}
