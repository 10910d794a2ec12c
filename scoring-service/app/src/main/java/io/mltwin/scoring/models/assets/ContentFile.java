package io.mltwin.scoring.models.assets;

import io.mltwin.scoring.models.artifacts.ArtifactFile;

/**
 * A file of a model or driver.
 *
 * @param name where it lies below the model's folder, {@code outputs/model.onnx}
 */
public record ContentFile(String name, ArtifactFile file) {}
