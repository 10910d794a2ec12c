package io.mltwin.compute.mlflow;

/** {@code Param}, {@code RunTag} and {@code ExperimentTag} of MLflow. */
public record KeyValueBody(String key, String value) {}
