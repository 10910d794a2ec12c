package io.mltwin.scoring.models.assets;

import io.mltwin.scoring.models.artifacts.ArtifactFile;
import io.mltwin.scoring.models.assets.ModelEntity.ModelType;
import java.util.List;

/**
 * A registered model with the files it consists of, for an image.
 *
 * @param id {@code name:version}
 * @param type Azure ML's type, {@code custom_model}, {@code mlflow_model} or {@code triton_model}
 */
public record RegisteredModel(
        String id, String name, int version, String framework, String type, List<ContentFile> files) {

    /** Returns whether it is an MLflow model, which says itself how it is served. */
    public boolean isMlflow() {
        return ModelType.MLFLOW.wireName().equals(type);
    }

    /**
     * A file of a model or driver.
     *
     * @param name where it lies below the model's folder, {@code outputs/model.onnx}
     */
    public record ContentFile(String name, ArtifactFile file) {}
}
