package io.mltwin.workspace.groups;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;

/** A resource group; {@code key} is its id in lower case, tags are JSON. */
@Entity
@Table(name = "resource_group")
class ResourceGroupEntity {

    @Id
    String key;

    String id;

    String subscriptionId;

    String name;
    String location;
    String tags;

    String managedBy;

    String provisioningState;

    Instant createdAt;

    Instant changedAt;

    /** Resource groups. */
    @Singleton
    static class ResourceGroupRepository implements PanacheRepositoryBase<ResourceGroupEntity, String> {

        List<ResourceGroupEntity> ofSubscription(String subscriptionId) {
            return list("subscriptionId = ?1 order by name", subscriptionId);
        }

        ResourceGroupEntity locked(String key) {
            return findById(key, LockModeType.PESSIMISTIC_WRITE);
        }
    }
}
