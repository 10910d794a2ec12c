package io.mltwin.scoring.models.assets;

import io.mltwin.resourceprovider.Sealed;
import io.mltwin.resourceprovider.SealedRow;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code model}: one version of a registered model. */
@Entity
@EntityListeners(SealedRow.Listener.class)
@Table(name = "model")
class ModelEntity implements SealedRow {

    @Id
    String id;

    String workspaceKey;

    String name;
    int version;
    String url;

    String mimeType;

    String framework;

    String frameworkVersion;

    Sealed description;
    boolean unpack;
    Sealed datasets;

    String parentModelId;

    String runId;

    String experimentName;

    Sealed tags;
    Sealed properties;

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

    boolean isArchived;

    String createdBy;

    String createdByType;

    String modifiedBy;

    String modifiedByType;

    Instant createdAt;

    Instant modifiedAt;

    @Override
    public String sealedUnder() {
        return workspaceKey;
    }

    @Override
    public String place() {
        return "model:" + id;
    }
}
