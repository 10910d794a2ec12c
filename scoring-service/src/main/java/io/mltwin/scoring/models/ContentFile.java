package io.mltwin.scoring.models;

import io.mltwin.scoring.artifacts.ArtifactFile;

/**
 * A file of a model or driver.
 *
 * @param name where it lies below the model's folder, {@code outputs/model.onnx}
 */
public record ContentFile(String name, ArtifactFile file) {}
