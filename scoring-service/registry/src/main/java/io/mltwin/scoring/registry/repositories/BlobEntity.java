package io.mltwin.scoring.registry.repositories;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** That a repository has a blob; the content is shared within the registry. */
@Entity
@Table(name = "registry_blob")
class BlobEntity {

    @Id
    String id;

    UUID registryId;

    String repository;
    String digest;
    long size;

    Instant createdAt;
}
