package io.mltwin.scoring.models.managedclusters;

import io.mltwin.resourceprovider.TrackedRow;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A row of {@code managed_cluster}; holds no secret. */
@Entity
@Table(name = "managed_cluster")
class ManagedClusterEntity extends TrackedRow {

    /** JSON of the client's sku and properties. */
    String content;

    /** Principal of its system-assigned identity, or null. */
    String principalId;

    String tenantId;
}
