package io.mltwin.scoring.registry.repositories;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A manifest of a repository, ciphertext under the registry's data key. */
@Entity
@Table(name = "registry_manifest")
class ManifestEntity {

    @Id
    String id;

    UUID registryId;

    String repository;
    String digest;

    String mediaType;

    long size;
    byte[] content;

    /** Digest of the manifest that this one is about, or null. */
    String subject;

    String artifactType;

    /** Whether what it refers to is kept in {@code registry_reference}. */
    boolean indexed;

    Instant updatedAt;

    /** When its last tag was taken from it; null while it has one. */
    Instant untaggedAt;

    /** For what an image was made, as its configuration says; null of others. */
    String architecture;

    String os;

    String configMediaType;

    /** Bytes of its configuration and layers. */
    Long imageSize;

    @Embedded
    ChangeableAttributes attributes = new ChangeableAttributes();

    Instant createdAt;
}
