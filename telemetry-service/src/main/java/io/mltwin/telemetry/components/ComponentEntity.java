package io.mltwin.telemetry.components;

import io.mltwin.resourceprovider.TrackedRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;

/** An Application Insights component. */
@Entity
@Table(name = "component")
class ComponentEntity extends TrackedRow {

    @Column(name = "component_id")
    UUID componentId;

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

    @Column(name = "wrapped_data_key")
    byte[] wrappedDataKey;
}
