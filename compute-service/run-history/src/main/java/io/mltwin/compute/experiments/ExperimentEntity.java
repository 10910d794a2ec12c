package io.mltwin.compute.experiments;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code experiment}; description and tags are ciphertext. */
@Entity
@Table(name = "experiment")
class ExperimentEntity {

    @Id
    UUID experimentId;

    String workspaceId;

    String name;
    Instant created;
    Instant archived;
    byte[] content;

    String place() {
        return "experiment:" + experimentId;
    }
}
