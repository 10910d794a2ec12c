package io.mltwin.telemetry.loganalytics;

import io.mltwin.resourceprovider.TrackedRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A Log Analytics workspace; its keys are ciphertext. */
@Entity
@Table(name = "log_analytics_workspace")
class LogWorkspaceEntity extends TrackedRow {

    String sku;

    @Column(name = "retention_days")
    int retentionDays;

    @Column(name = "customer_id")
    UUID customerId;

    @Column(name = "primary_key")
    byte[] primaryKey;

    @Column(name = "secondary_key")
    byte[] secondaryKey;

    @Column(name = "modified_at")
    Instant modifiedAt;
}
