package io.mltwin.workspace.activity;

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

    String eventId;

    String messageKey;

    String event;
}
