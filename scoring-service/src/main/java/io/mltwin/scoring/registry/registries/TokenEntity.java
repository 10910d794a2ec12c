package io.mltwin.scoring.registry.registries;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code registry_token}. */
@Entity
@Table(name = "registry_token")
class TokenEntity {

    @Id
    UUID id;

    UUID registryId;

    String name;

    String nameKey;

    String scopeMapId;

    boolean enabled;

    Instant createdAt;
}
