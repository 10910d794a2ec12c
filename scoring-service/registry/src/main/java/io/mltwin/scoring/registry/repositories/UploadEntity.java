package io.mltwin.scoring.registry.repositories;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** An upload under way. */
@Entity
@Table(name = "registry_upload")
class UploadEntity {

    @Id
    UUID id;

    UUID registryId;

    String repository;
    int parts;
    long received;

    Instant createdAt;
}
