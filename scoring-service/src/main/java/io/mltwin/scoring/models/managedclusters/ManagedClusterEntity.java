package io.mltwin.scoring.models.managedclusters;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code managed_cluster}; holds no secret. */
@Entity
@Table(name = "managed_cluster")
class ManagedClusterEntity {

    @Id
    @Column(name = "arm_key")
    String armKey;

    @Column(name = "arm_id")
    String armId;

    @Column(name = "subscription_key")
    String subscriptionKey;

    @Column(name = "group_key")
    String groupKey;

    String name;
    String location;

    /** JSON of what the client gave, without name and location. */
    String content;

    /** Principal of its system-assigned identity, or null. */
    @Column(name = "principal_id")
    String principalId;

    @Column(name = "tenant_id")
    String tenantId;

    @Column(name = "created_at")
    Instant createdAt;
}
