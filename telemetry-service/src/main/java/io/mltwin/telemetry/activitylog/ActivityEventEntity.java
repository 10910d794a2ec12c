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
    String eventId;

    /** The key of an {@link ActivityScope}: a subscription's id, or the mark of a tenant. */
    @Column(name = "subscription_id")
    String scopeKey;

    Instant occurredAt;

    String resourceGroupKey;

    String resourceProviderKey;

    String resourceKey;

    String correlationId;

    String callerKey;

    String statusKey;

    String levelKey;

    String event;
}
