package io.mltwin.console.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.Json;
import io.mltwin.console.endpoints.EndpointsView.BatchJob;
import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.console.workspaces.Workspace;
import io.mltwin.console.workspaces.WorkspaceId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A job of a batch endpoint is shown with its input and a link to its run. */
class BatchJobTest {

    private static final String ID = "20000000-0000-4000-8000-000000000001";

    @Test
    void aJobHasItsInputAndTheLinkToItsRun() throws Exception {
        String body = """
                {"value":[
                  {"id":"/x","name":"j 1","properties":{"status":"Completed","provisioningState":"Succeeded",
                    "inputData":{"folder":{"uri":"azureml://in","mode":"ReadOnlyMount"}}},
                    "systemData":{"createdAt":"2020-11-07T12:00:00Z","createdBy":"carl"}},
                  {"name":"j2","properties":{"status":"Running"}}]}
                """;

        List<BatchJob> jobs = Json.read(body, EndpointBody.Jobs.class).value().stream()
                .map(job -> EndpointPage.job(workspace(), job))
                .toList();

        String runs = "/runs/" + ID + "/g/w/";
        assertThat(jobs)
                .containsExactly(
                        new BatchJob(
                                "j 1", "Completed", "azureml://in", "2020-11-07T12:00:00Z", "carl", runs + "j%201"),
                        new BatchJob("j2", "Running", "", "", "", runs + "j2"));
    }

    private static MlWorkspace workspace() {
        return new MlWorkspace(new Workspace(
                new WorkspaceId(ID, "g", "w"),
                "eastus",
                "guid",
                "",
                "Succeeded",
                null,
                null,
                null,
                null,
                null,
                false,
                null));
    }
}
