/**
 * The MLflow tracking API over run history: an MLflow run is a run, an MLflow experiment an
 * experiment. Only this package knows MLflow's names and errors; it stores nothing of its own.
 * Start reading at {@code MlflowRunResource}.
 */
package io.mltwin.compute.mlflow;
