package io.mltwin.compute.mlflow;

import io.mltwin.compute.workspaces.WorkspacePath;

/** Where MLflow's REST API lies in a workspace; all its resources begin there. */
final class MlflowPath {

    static final String API = "/mlflow/" + WorkspacePath.TEMPLATE + "/api/2.0";

    private MlflowPath() {}
}
