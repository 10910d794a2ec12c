package io.mltwin.workspace.activity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An event of the activity log that Kafka has not acknowledged yet. */
@Entity
@Table(name = "activity_outbox")
class OutboxEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long sequence;

    @Column(name = "event_id")
    String eventId;

    @Column(name = "message_key")
    String messageKey;

    String event;
}
