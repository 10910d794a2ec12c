package io.mltwin.telemetry.activitylog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** An event of the activity log; never changed once it is there. */
@Entity
@Table(name = "activity_event")
class ActivityEventEntity {

    @Id
    @Column(name = "event_id")
    String eventId;

    /** Of an {@link ActivityScope}: a subscription's id, or the mark of a tenant. */
    @Column(name = "subscription_id")
    String scopeKey;

    @Column(name = "occurred_at")
    Instant occurredAt;

    @Column(name = "resource_group_key")
    String resourceGroupKey;

    @Column(name = "resource_provider_key")
    String resourceProviderKey;

    @Column(name = "resource_key")
    String resourceKey;

    @Column(name = "correlation_id")
    String correlationId;

    @Column(name = "caller_key")
    String callerKey;

    @Column(name = "status_key")
    String statusKey;

    @Column(name = "level_key")
    String levelKey;

    String event;
}
