package io.mltwin.workspace.index;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One row of ARM's index; {@code key} is the id in lower case, tags and sku are JSON. */
@Entity
@Table(name = "indexed_resource")
class ResourceEntity {

    @Id
    String key;

    String id;

    String subscriptionId;

    String groupKey;

    String type;
    String name;
    String location;
    String tags;
    String kind;
    String sku;

    String provisioningState;

    @Enumerated(EnumType.STRING)
    IndexedState state;

    /** Requests that are being answered by the provider. */
    int writers;

    Instant createdAt;

    Instant changedAt;
}
