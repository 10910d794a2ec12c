package io.mltwin.scoring.registry.registries;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code registry_scope_map}. */
@Entity
@Table(name = "registry_scope_map")
class ScopeMapEntity {

    @Id
    UUID id;

    UUID registryId;

    String name;

    String nameKey;

    String description;

    /** A list in JSON. */
    String actions;

    Instant createdAt;
}
