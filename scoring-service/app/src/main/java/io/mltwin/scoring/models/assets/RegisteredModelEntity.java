package io.mltwin.scoring.models.assets;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A row of {@code registered_model}: a name, which versions have. */
@Entity
@Table(name = "registered_model")
class RegisteredModelEntity extends AssetRow {

    String aliases;

    @Override
    public String place() {
        return "registered_model:" + id;
    }
}
