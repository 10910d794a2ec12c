package io.mltwin.telemetry.loganalytics;

import io.mltwin.resourceprovider.TrackedRow;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A Log Analytics workspace; its keys are ciphertext. */
@Entity
@Table(name = "log_analytics_workspace")
class LogWorkspaceEntity extends TrackedRow {

    String sku;

    int retentionDays;

    UUID customerId;

    byte[] primaryKey;

    byte[] secondaryKey;

    Instant modifiedAt;
}
