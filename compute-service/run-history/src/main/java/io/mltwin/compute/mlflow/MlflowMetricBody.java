package io.mltwin.compute.mlflow;

/** {@code Metric} of MLflow; {@code timestamp} in milliseconds. */
public record MlflowMetricBody(String key, Double value, Long timestamp, Long step) {}
