package io.mltwin.compute.runs;

import jakarta.persistence.Column;
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
    @Column(name = "run_uuid")
    UUID runUuid;

    @Column(name = "workspace_id")
    String workspaceId;

    @Column(name = "run_id")
    String runId;

    @Column(name = "run_number")
    long runNumber;

    @Column(name = "experiment_id")
    UUID experimentId;

    @Column(name = "experiment_name")
    String experimentName;

    @Column(name = "parent_run_id")
    String parentRunId;

    @Column(name = "root_run_id")
    String rootRunId;

    String name;

    @Column(name = "display_name")
    String displayName;

    @Column(name = "run_type")
    String runType;

    String target;

    @Column(name = "script_name")
    String scriptName;

    boolean hidden;

    @Enumerated(EnumType.STRING)
    RunStatus status;

    Instant created;
    Instant started;
    Instant ended;
    Instant modified;
    int revision;

    @Column(name = "status_revision")
    int statusRevision;

    @Column(name = "token_expires")
    Instant tokenExpires;

    byte[] content;

    String place() {
        return "run:" + runUuid;
    }
}
