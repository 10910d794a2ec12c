package io.mltwin.scoring.models.assets;

import io.mltwin.resourceprovider.Sealed;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A row of {@code model}: one version of a registered model. */
@Entity
@Table(name = "model")
class ModelEntity extends AssetRow {

    int version;
    String url;

    String mimeType;

    String framework;

    String frameworkVersion;

    boolean unpack;
    Sealed datasets;

    String parentModelId;

    String runId;

    String experimentName;

    /** MLflow's stage of the version. */
    String stage;

    /**
     * Where its files lie in the words of who registered it; null for what model management
     * registered.
     */
    String source;

    /** Azure ML's type of the model, {@code custom_model}. */
    String modelType;

    /** Of an MLflow model: settings by flavor. */
    Sealed flavors;

    boolean isAnonymous;

    @Override
    public String place() {
        return "model:" + id;
    }
}
