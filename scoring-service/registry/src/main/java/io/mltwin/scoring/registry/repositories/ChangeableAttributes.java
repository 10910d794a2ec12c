package io.mltwin.scoring.registry.repositories;

import jakarta.persistence.Embeddable;

/** Columns that say what may be done with a repository, manifest or tag. */
@Embeddable
class ChangeableAttributes {

    boolean deleteEnabled = true;

    boolean writeEnabled = true;

    boolean readEnabled = true;

    boolean listEnabled = true;
}
