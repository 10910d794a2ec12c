package io.mltwin.scoring.registry.repositories;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** Columns that say what may be done with a repository, manifest or tag. */
@Embeddable
class ChangeableAttributes {

    @Column(name = "delete_enabled")
    boolean deleteEnabled = true;

    @Column(name = "write_enabled")
    boolean writeEnabled = true;

    @Column(name = "read_enabled")
    boolean readEnabled = true;

    @Column(name = "list_enabled")
    boolean listEnabled = true;
}
