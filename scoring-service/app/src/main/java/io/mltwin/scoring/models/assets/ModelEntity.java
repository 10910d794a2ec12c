package io.mltwin.scoring.models.assets;

import static io.mltwin.scoring.ModelManagementErrors.badRequest;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Sealed;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Arrays;
import java.util.Optional;

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

    /** How far a version of a model is on its way to production, as MLflow calls it. */
    enum ModelStage {
        NONE("None"),
        STAGING("Staging"),
        PRODUCTION("Production"),
        ARCHIVED("Archived");

        private final String wireName;

        ModelStage(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }

        /** Returns whether a newer version takes the place of those that are in it. */
        boolean isInUse() {
            return this == STAGING || this == PRODUCTION;
        }

        /**
         * Reads a stage in any case.
         *
         * @throws io.mltwin.armweb.AzureException 400 for none of them
         */
        static ModelStage parse(String text) {
            return Arrays.stream(values())
                    .filter(stage -> AsciiCase.equal(stage.wireName, text))
                    .findFirst()
                    .orElseThrow(() -> badRequest(
                            "InvalidStage", "'%s' is no stage; use None, Staging, Production or Archived.", text));
        }
    }

    /** Azure ML's types of models, by the form of their files. */
    enum ModelType {
        CUSTOM("custom_model"),
        MLFLOW("mlflow_model"),
        TRITON("triton_model");

        private final String wireName;

        ModelType(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }

        static Optional<ModelType> parse(String text) {
            return Arrays.stream(values())
                    .filter(type -> type.wireName.equals(text))
                    .findFirst();
        }
    }
}
