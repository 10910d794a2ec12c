package io.mltwin.compute.schedules;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** A row of {@code schedule}; {@code content} is ciphertext. */
@Entity
@Table(name = "schedule")
@IdClass(ScheduleEntity.Key.class)
class ScheduleEntity {

    /** Primary key. */
    record Key(String workspaceId, String nameKey) implements Serializable {}

    @Id
    String workspaceId;

    @Id
    String nameKey;

    boolean enabled;
    Instant created;
    Instant modified;

    Instant nextDue;

    Instant claimedUntil;

    byte[] content;

    static String place(String nameKey) {
        return "schedule:" + nameKey;
    }
}
