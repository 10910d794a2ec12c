package io.mltwin.telemetry.components;

import io.mltwin.resourceprovider.TrackedRow;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;

/** An Application Insights component. */
@Entity
@Table(name = "component")
class ComponentEntity extends TrackedRow {

    UUID componentId;

    String kind;

    String applicationType;

    UUID appId;

    UUID instrumentationKey;

    int retentionDays;

    String properties;

    byte[] wrappedDataKey;
}
