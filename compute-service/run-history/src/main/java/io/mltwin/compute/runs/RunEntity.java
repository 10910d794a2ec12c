package io.mltwin.compute.runs;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code run}; {@code content} is ciphertext. */
@Entity
@Table(name = "run")
class RunEntity {

    @Id
    UUID runUuid;

    String workspaceId;

    String runId;

    long runNumber;

    UUID experimentId;

    String experimentName;

    String parentRunId;

    String rootRunId;

    String name;

    String displayName;

    String runType;

    String target;

    String scriptName;

    boolean hidden;

    @Enumerated(EnumType.STRING)
    RunStatus status;

    Instant created;
    Instant started;
    Instant ended;
    Instant modified;
    int revision;

    int statusRevision;

    Instant tokenExpires;

    byte[] content;

    String place() {
        return "run:" + runUuid;
    }
}
