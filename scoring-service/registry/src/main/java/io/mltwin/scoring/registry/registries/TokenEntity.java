package io.mltwin.scoring.registry.registries;

import io.mltwin.resourceprovider.ChildRow;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A row of {@code registry_token}. */
@Entity
@Table(name = "registry_token")
class TokenEntity extends ChildRow {
    String scopeMapId;
    boolean enabled = true;
}
