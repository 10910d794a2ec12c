package io.mltwin.telemetry.loganalytics;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A Log Analytics workspace; tags are JSON, keys ciphertext. */
@Entity
@Table(name = "log_analytics_workspace")
class LogWorkspaceEntity {

    @Id
    @Column(name = "arm_key")
    String armKey;

    @Column(name = "arm_id")
    String armId;

    @Column(name = "subscription_id")
    String subscriptionId;

    @Column(name = "resource_group_key")
    String resourceGroupKey;

    String name;
    String location;
    String tags;
    String sku;

    @Column(name = "retention_days")
    int retentionDays;

    @Column(name = "customer_id")
    UUID customerId;

    @Column(name = "primary_key")
    byte[] primaryKey;

    @Column(name = "secondary_key")
    byte[] secondaryKey;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "modified_at")
    Instant modifiedAt;
}
