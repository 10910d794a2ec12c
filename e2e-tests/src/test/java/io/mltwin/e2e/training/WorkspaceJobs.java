package io.mltwin.e2e.training;

import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.io.IOException;

/** The jobs of the flows' workspace as a contributor sees them, and what their runs left. */
record WorkspaceJobs(FlowClient client, Azure azure, String workspace, String token) {

    static WorkspaceJobs of(TestPlatform platform) throws IOException, InterruptedException {
        String workspace = platform.flows().workspaceId();
        Azure azure = platform.azure();
        return new WorkspaceJobs(platform.flowClient(), azure, workspace, azure.armToken("contributor"));
    }

    /**
     * Sends a request about something in the workspace.
     *
     * @param body null for none
     */
    FlowClient.Answer send(String method, String path, Object body) throws IOException {
        return client.json(method, azure.arm(workspace + path), token, body);
    }

    String status(String job) throws IOException {
        return send("GET", "/jobs/" + job, null)
                .expect(200)
                .json()
                .at("/properties/status")
                .asText();
    }

    /** Returns a text that a run has left among its artifacts. */
    String artifact(String run, String path) throws IOException {
        return client.json(
                        "GET",
                        azure.training(
                                "eastus",
                                "artifact/v2.0",
                                workspace,
                                "/artifacts/ExperimentRun/dcid." + run + "/content?path=" + path),
                        token,
                        null)
                .expect(200)
                .text();
    }
}
