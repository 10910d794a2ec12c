package io.mltwin.workspace.groups;

import jakarta.persistence.Column;
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

    @Column(name = "subscription_id")
    String subscriptionId;

    String name;
    String location;
    String tags;

    @Column(name = "managed_by")
    String managedBy;

    @Column(name = "provisioning_state")
    String provisioningState;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "changed_at")
    Instant changedAt;
}
