package io.mltwin.compute.mlflow;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * {@code {}}, which MLflow answers where an operation has nothing to tell. The annotation makes
 * Jackson write an object without members.
 */
@JsonPropertyOrder
public record MlflowEmptyBody() {}
