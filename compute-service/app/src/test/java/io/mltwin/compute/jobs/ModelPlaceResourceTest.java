package io.mltwin.compute.jobs;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.TestWorkspace;
import io.mltwin.compute.access.Actor;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.compute.execution.CommandRun;
import io.mltwin.compute.experiments.ExperimentService;
import io.mltwin.compute.runs.CreateRunRequest;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunStatus;
import io.mltwin.compute.runs.RunToken;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the files of models lie, by each form of their URI. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ModelPlaceResourceTest {

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    ServiceUnderTest service;

    @Inject
    WorkspaceClient workspaces;

    @Inject
    WorkspaceKeys keys;

    @Inject
    RunService runs;

    @Inject
    ExperimentService experiments;

    @Inject
    ObjectMapper json;

    private TestWorkspace workspace;

    @BeforeEach
    void aWorkspaceWithAJobThatHasEnded() throws Exception {
        workspace = new TestWorkspace(calls);
        JsonNode definition = json.readTree("""
                        {"jobType": "Command", "outputs": {"model": {
                         "jobOutputType": "custom_model", "uri": "%s"}}}""".formatted(workspace.place("azureml/j1/model/")));
        OpenWorkspace open = keys.open(workspaces.require(ArmResourceId.parse(workspace.id())));
        runs.add(
                open.history(),
                experiments.ensure(open.history(), "e"),
                "j1",
                CreateRunRequest.of("j1")
                        .runType(CommandRun.TYPE)
                        .runDefinition(definition)
                        .build(),
                new Actor("oid", TestIssuer.TENANT, "somebody", null),
                new RunToken("token", Instant.now().plusSeconds(3600)));
        for (RunStatus next : List.of(RunStatus.Queued, RunStatus.Running, RunStatus.Completed)) {
            runs.setStatus(open.history(), "j1", next, null);
        }
    }

    private ValidatableResponse find(String caller, String uri) {
        return service.given()
                .header(
                        "Authorization",
                        "Bearer " + issuer.service(caller, "compute").sign())
                .queryParam("workspace", workspace.id())
                .queryParam("uri", uri)
                .get("/_internal/model-places")
                .then();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "azureml://datastores/workspaceblobstore/paths/LocalUpload/h/m/, workspaceblobstore, LocalUpload/h/m,",
        "azureml://datastores/workspaceartifactstore/paths/ExperimentRun/dcid.r9/m, workspaceartifactstore, ExperimentRun/dcid.r9/m, r9",
        "azureml://jobs/j1/outputs/artifacts/paths/outputs/m.pkl, workspaceartifactstore, ExperimentRun/dcid.j1/outputs/m.pkl, j1",
        "azureml://jobs/j1/outputs/artifacts/outputs/m.pkl, workspaceartifactstore, ExperimentRun/dcid.j1/outputs/m.pkl, j1",
        "azureml://jobs/j1/outputs/default/paths/m, workspaceartifactstore, ExperimentRun/dcid.j1/m, j1",
        "azureml://jobs/j1/outputs/model, workspaceblobstore, azureml/j1/model, j1",
        "azureml://jobs/j1/outputs/model/paths/a/b.pkl, workspaceblobstore, azureml/j1/model/a/b.pkl, j1",
        "runs:/j1/model, workspaceartifactstore, ExperimentRun/dcid.j1/model, j1"
    })
    void aUriIsAPlaceInADatastoreWithWhatOpensIt(String uri, String datastore, String path, String jobName) {
        find("scoring", uri)
                .statusCode(200)
                .body("datastore", equalTo(datastore))
                .body("path", equalTo(path))
                .body("jobName", equalTo(jobName))
                .body("modelUri", containsString("/datastores/" + datastore + "/paths/" + path))
                .body("host", containsString(workspace.account() + ".blob."))
                .body("signature", containsString("sp=rl"))
                .body("token", nullValue());
    }

    @Test
    void whereItsDatastoresAreReachedByIdentityTheWorkspacesTokenOpensIt() {
        workspace = TestWorkspace.reachedByIdentity(calls);

        find("scoring", "azureml://datastores/workspaceblobstore/paths/m")
                .statusCode(200)
                .body("signature", nullValue())
                .body("token", equalTo("identity"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "azureml://datastores/none/paths/m, no datastore 'none'",
        "azureml://datastores/workspaceblobstore/paths/, no file",
        "azureml://datastores/workspaceblobstore/paths/a/../../b, no plain",
        "azureml://jobs/none/outputs/artifacts/paths/m, no job 'none'",
        "azureml://jobs/j1/outputs/other, not completed",
        "azureml://subscriptions/s/resourcegroups/g/workspaces/w/datastores/d/paths/m, another workspace",
        "runs:/j1/../../m, no plain",
        "https://example.org/model.pkl, give azureml",
        "models:/m/1, give azureml"
    })
    void whatIsNoPlaceIsRefused(String uri, String message) {
        find("scoring", uri).statusCode(400).body("error.message", containsString(message));
    }

    @Test
    void otherServicesAreRefused() {
        find("telemetry", "runs:/j1/model").statusCode(403);
    }
}
