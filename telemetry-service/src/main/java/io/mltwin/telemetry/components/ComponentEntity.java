package io.mltwin.telemetry.components;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** An Application Insights component. */
@Entity
@Table(name = "component")
class ComponentEntity {

    @Id
    UUID id;

    String name;

    @Column(name = "arm_id")
    String armId;

    @Column(name = "arm_key")
    String armKey;

    @Column(name = "subscription_id")
    String subscriptionId;

    @Column(name = "resource_group_key")
    String resourceGroupKey;

    String location;
    String kind;

    @Column(name = "application_type")
    String applicationType;

    @Column(name = "app_id")
    UUID appId;

    @Column(name = "instrumentation_key")
    UUID instrumentationKey;

    @Column(name = "retention_days")
    int retentionDays;

    String properties;
    String tags;

    @Column(name = "wrapped_data_key")
    byte[] wrappedDataKey;

    @Column(name = "created_at")
    Instant createdAt;
}
