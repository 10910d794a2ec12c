package io.mltwin.identity.directory.managedidentities;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Row of a managed identity, with its resource and the service that hosts the resource. */
@Entity
@Table(name = "managed_identity")
class ManagedIdentityEntity {

    @Id
    private String resourceKey;

    private String resourceId;

    private String objectId;

    private String hostApplicationId;

    protected ManagedIdentityEntity() {}

    ManagedIdentityEntity(String resourceKey, String resourceId, String objectId, String hostApplicationId) {
        this.resourceKey = resourceKey;
        this.resourceId = resourceId;
        this.objectId = objectId;
        this.hostApplicationId = hostApplicationId;
    }

    String resourceId() {
        return resourceId;
    }

    String objectId() {
        return objectId;
    }

    String hostApplicationId() {
        return hostApplicationId;
    }
}
