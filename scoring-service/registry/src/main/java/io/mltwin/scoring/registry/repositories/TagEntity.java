package io.mltwin.scoring.registry.repositories;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A tag of a repository and the manifest it points at. */
@Entity
@Table(name = "registry_tag")
class TagEntity {

    @Id
    String id;

    UUID registryId;

    String repository;
    String tag;
    String digest;

    Instant createdAt;

    @Embedded
    ChangeableAttributes attributes = new ChangeableAttributes();

    Instant updatedAt;
}
