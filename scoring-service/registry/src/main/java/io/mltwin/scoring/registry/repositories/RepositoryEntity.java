package io.mltwin.scoring.registry.repositories;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A repository: it is there from its first manifest to its last. */
@Entity
@Table(name = "registry_repository")
class RepositoryEntity {

    @Id
    String id;

    UUID registryId;

    String repository;

    Instant createdAt;

    Instant updatedAt;

    @Embedded
    ChangeableAttributes attributes = new ChangeableAttributes();
}
