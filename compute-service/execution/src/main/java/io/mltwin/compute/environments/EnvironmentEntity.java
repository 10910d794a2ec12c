package io.mltwin.compute.environments;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** A row of {@code environment}; {@code content} is ciphertext. */
@Entity
@Table(name = "environment")
@IdClass(EnvironmentEntity.Key.class)
class EnvironmentEntity {

    /** The version of the row that stands for the environment itself. */
    static final String ITSELF = "";

    /** Primary key; names are compared without case. */
    record Key(String workspaceId, String nameKey, String version) implements Serializable {}

    @Id
    String workspaceId;

    @Id
    String nameKey;

    @Id
    String version;

    Instant created;
    Instant modified;
    byte[] content;

    String place() {
        return "environment:" + workspaceId + ":" + nameKey + ":" + version;
    }
}
