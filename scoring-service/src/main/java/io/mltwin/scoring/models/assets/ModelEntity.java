package io.mltwin.scoring.models.assets;

import io.mltwin.resourceprovider.Sealed;
import io.mltwin.resourceprovider.SealedRow;
import jakarta.persistence.Column;
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

    @Column(name = "workspace_key")
    String workspaceKey;

    String name;
    int version;
    String url;

    @Column(name = "mime_type")
    String mimeType;

    String framework;

    @Column(name = "framework_version")
    String frameworkVersion;

    Sealed description;
    boolean unpack;
    Sealed datasets;

    @Column(name = "parent_model_id")
    String parentModelId;

    @Column(name = "run_id")
    String runId;

    @Column(name = "experiment_name")
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
    @Column(name = "model_type")
    String modelType;

    /** Of an MLflow model: settings by flavor. */
    Sealed flavors;

    @Column(name = "is_anonymous")
    boolean isAnonymous;

    @Column(name = "is_archived")
    boolean isArchived;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "created_by_type")
    String createdByType;

    @Column(name = "modified_by")
    String modifiedBy;

    @Column(name = "modified_by_type")
    String modifiedByType;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "modified_at")
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
