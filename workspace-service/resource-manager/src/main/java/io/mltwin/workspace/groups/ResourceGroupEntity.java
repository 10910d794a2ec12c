package io.mltwin.workspace.groups;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

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
}
