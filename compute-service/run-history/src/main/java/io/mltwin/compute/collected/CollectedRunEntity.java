package io.mltwin.compute.collected;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code collected_run}: waits to be passed on; {@code content} is ciphertext. */
@Entity
@Table(name = "collected_run")
class CollectedRunEntity {

    @Id
    String eventId;

    Instant created;
    byte[] content;
}
