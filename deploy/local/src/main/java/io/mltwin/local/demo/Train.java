package io.mltwin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Train: a run on a managed compute target, which fetches the snapshot, executes the script and
 * calls back with the run token.
 */
record Train(TrainingScript script) implements Flow {

    private static final String CLUSTER = "cpu-cluster";

    @Override
    public String title() {
        return "Train";
    }

    @Override
    public String actor() {
        return "contributor";
    }

    @Override
    public String action() {
        return "Microsoft.MachineLearningServices/workspaces/experiments/runs/submit/action";
    }

    @Override
    public String run(FlowClient client, Azure azure, FlowState state) throws IOException, InterruptedException {
        String token = azure.armToken(actor());
        String cluster = azure.arm(state.workspaceId() + "/computes/" + CLUSTER);
        Map<String, Object> size = Map.of("minNodeCount", 0, "maxNodeCount", 1, "nodeIdleTimeBeforeScaleDown", "PT30S");
        Map<String, Object> compute = Map.of(
                "computeType", "AmlCompute", "properties", Map.of("vmSize", "STANDARD_DS2_V2", "scaleSettings", size));
        azure.await(
                client,
                client.json("PUT", cluster, token, Map.of("location", state.region, "properties", compute))
                        .expect(200, 201),
                token);

        Map<String, Object> configuration = Map.of(
                "script", script.file(),
                "arguments", List.of("--data", TrainingScript.DATA),
                "target", CLUSTER,
                "environment", Map.of("name", script.environment(), "environmentVariables", Map.of("DEMO", "mltwin")));
        JsonNode submitted = client.json(
                        "POST",
                        azure.training(
                                state.region,
                                "execution/v1.0",
                                state.workspaceId(),
                                "/experiments/" + state.experiment + "/snapshotrun"),
                        token,
                        Map.of("snapshotId", state.snapshotId, "configuration", configuration))
                .expect(200)
                .json();
        state.runId = submitted.path("runId").asText();
        String run = azure.training(
                state.region,
                "history/v1.0",
                state.workspaceId(),
                "/experiments/" + state.experiment + "/runs/" + state.runId);
        awaitCompleted(client, azure, token, run, state.runId);
        return "run " + state.runId + " executed " + script.file() + " on " + CLUSTER + " and is Completed";
    }

    private static void awaitCompleted(FlowClient client, Azure azure, String token, String run, String runId)
            throws IOException, InterruptedException {
        String status;
        try {
            status = azure.until(client, run, token, "status", "Completed", "Failed", "Canceled");
        } catch (FlowException stuck) {
            throw new FlowException(stuck.getMessage() + RunLog.end(client, run, token));
        }
        if (!status.equals("Completed")) {
            throw new FlowException("run "
                    + runId
                    + " ended "
                    + status
                    + ": "
                    + client.get(run, token).json().path("error")
                    + RunLog.end(client, run, token));
        }
    }

    @Override
    public String next(FlowState state) {
        return "./mltwin logs compute; the run's log and outputs are blobs ExperimentRun/dcid."
                + state.runId
                + "/ in container azureml";
    }
}
