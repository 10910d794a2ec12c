package io.mltwin.compute.mlflow;

import static io.mltwin.compute.mlflow.errors.MlflowErrors.notFound;

/**
 * Where MLflow's clients find a run's artifacts: with {@code mlflow-artifacts:/} they ask the
 * tracking server, which is this service.
 *
 * <p>Deviation: Azure ML names {@code azureml://…}, which only its plug-in for MLflow understands.
 */
final class MlflowArtifacts {

    /** The beginning of an address, before the container of a run. */
    static final String SCHEME = "mlflow-artifacts:/ExperimentRun";

    private static final String CONTAINER = "ExperimentRun/dcid.";

    private MlflowArtifacts() {}

    /**
     * A file or folder of a run.
     *
     * @param path in the run, empty for all of its artifacts
     */
    record Place(String runId, String path) {}

    /** {@code artifact_uri} of a run. */
    static String root(String runId) {
        return SCHEME + "/dcid." + runId;
    }

    /**
     * Reads a path of the artifact service, {@code ExperimentRun/dcid.{run}/…}.
     *
     * @throws io.mltwin.armweb.AzureException 404 for a path outside of any run
     */
    static Place parse(String path) {
        if (path == null || !path.startsWith(CONTAINER)) {
            throw notFound("No artifacts lie at '" + path + "'; those of a run at " + CONTAINER + "{run}.");
        }
        String rest = path.substring(CONTAINER.length());
        int slash = rest.indexOf('/');
        return slash < 0 ? new Place(rest, "") : new Place(rest.substring(0, slash), rest.substring(slash + 1));
    }
}
