package io.mltwin.scoring.registry.registries;

import jakarta.persistence.Column;
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

    @Column(name = "registry_id")
    UUID registryId;

    String name;

    @Column(name = "name_key")
    String nameKey;

    @Column(name = "scope_map_id")
    String scopeMapId;

    boolean enabled;

    @Column(name = "created_at")
    Instant createdAt;
}
