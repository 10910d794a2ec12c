package io.mltwin.scoring.registry.registries;

import io.mltwin.resourceprovider.ChildRow;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A row of {@code registry_scope_map}. */
@Entity
@Table(name = "registry_scope_map")
class ScopeMapEntity extends ChildRow {
    String description;

    /** A list in JSON. */
    String actions;

    /** Returns whether it is Azure's own, which has no row. */
    boolean isSystem() {
        return name.startsWith("_");
    }
}
