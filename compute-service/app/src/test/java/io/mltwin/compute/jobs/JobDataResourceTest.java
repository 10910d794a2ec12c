package io.mltwin.compute.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.Json;
import io.mltwin.compute.TestBlobs;
import io.mltwin.compute.TestWorkspace;
import io.mltwin.compute.access.Actor;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.compute.execution.CommandRun;
import io.mltwin.compute.execution.RunData;
import io.mltwin.compute.experiments.ExperimentService;
import io.mltwin.compute.runs.CreateRunRequest;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunStatus;
import io.mltwin.compute.runs.RunToken;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job's code, inputs and outputs become, for whom, and what its end registers. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class JobDataResourceTest {

    private static final String STORE = "azureml://datastores/workspaceblobstore/paths/";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    @Inject
    JobData data;

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

    private final String principal = UUID.randomUUID().toString();
    private TestWorkspace workspace;
    private TestBlobs blobs;
    private AssertedArm arm;

    @BeforeEach
    void aWorkspaceWithData() {
        workspace = new TestWorkspace(calls);
        blobs = new TestBlobs(calls, workspace.container(), "snapshots");
        arm = new AssertedArm(service, issuer, principal);
        decisions.allowAll(principal);
        send("PUT", "/data/d1/versions/1", dataBody("uri_folder", STORE + "train/"))
                .statusCode(201);
        send("PUT", "/data/d1/versions/2", dataBody("uri_folder", STORE + "newer/"))
                .statusCode(201);
        send("PUT", "/data/f1/versions/1", dataBody("uri_file", STORE + "a/b.csv"))
                .statusCode(201);
        send("PUT", "/data/web/versions/1", dataBody("uri_file", "https://example.org/a.csv"))
                .statusCode(201);
    }

    private static String dataBody(String type, String uri) {
        return "{'properties':{'dataType':'%s','dataUri':'%s'}}".formatted(type, uri);
    }

    private ValidatableResponse send(String method, String rest, String body) {
        return arm.send(method, workspace.id() + rest, body);
    }

    private String address(String path) {
        return "https://"
                + workspace.account()
                + ".blob."
                + service.host("core").replaceFirst(":[0-9]+$", "")
                + "/"
                + workspace.container()
                + "/"
                + path;
    }

    private OpenWorkspace open() {
        return keys.open(workspaces.require(ArmResourceId.parse(workspace.id())));
    }

    private CommandRun resolve(String properties) throws Exception {
        JsonNode definition = json.readTree("""
                        {'jobType':'Command','environmentId':'azureml:E:1','computeId':'WS/computes/cpu',MORE}
                        """.replace("MORE", properties)
                .replace("WS", workspace.id())
                .replace("HTTPS", address(""))
                .replace('\'', '"'));
        ArmCall call = new ArmCall(
                "PUT",
                ArmTarget.parse(workspace.id() + "/jobs/j1"),
                "2023-04-01",
                Map.of(),
                null,
                new Caller(TestIssuer.TENANT, principal, "app", null, List.of()),
                "c",
                "");
        CommandJobBody body = Json.read(definition, CommandJobBody.class);
        return data.resolve(open(), call, JobValidator.readRun(call.id(), body, definition));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "uri_folder | azureml:d1:1 | workspaceblobstore | train",
                "uri_folder | azureml:D1@latest | workspaceblobstore | newer",
                "uri_folder | WS/data/d1/versions/1 | workspaceblobstore | train",
                "uri_file | azureml:f1:1 | workspaceblobstore | a/b.csv",
                "uri_folder | azureml://datastores/workspaceblobstore/paths/x/y/ | workspaceblobstore | x/y",
                "mltable | azureml://datastores/workspaceblobstore/paths/t | workspaceblobstore | t",
                "custom_model | azureml://datastores/workspaceblobstore/paths/m | workspaceblobstore | m",
                "uri_file | HTTPSx/y.csv | workspaceblobstore | x/y.csv"
            })
    void anInputIsAPlaceInADatastore(String type, String uri, String datastore, String path) throws Exception {
        // When
        CommandRun run = resolve(
                "'command':'cat ${{inputs.d}}','inputs':{'d':{'jobInputType':'%s','uri':'%s'}}".formatted(type, uri));

        // Then
        assertThat(run.data()).hasSize(1);
        RunData found = run.data().get(0);
        assertThat(found.datastore()).isEqualTo(datastore);
        assertThat(found.path()).isEqualTo(path);
        assertThat(found.mode()).isEqualTo(RunData.Mode.DOWNLOAD);
        assertThat(run.command()).isEqualTo("cat " + RunData.placeholder("INPUT_d"));
    }

    @Test
    void aDirectInputIsItsAddress() throws Exception {
        // When
        CommandRun run = resolve("""
                        'command':'cat ${{inputs.d}} ${{inputs.w}}','inputs':{
                        'd':{'jobInputType':'uri_folder','mode':'Direct','uri':'azureml:d1:1'},
                        'w':{'jobInputType':'uri_file','mode':'Direct','uri':'azureml:web:1'}}
                        """);

        // Then
        assertThat(run.data()).isEmpty();
        assertThat(run.command()).isEqualTo("cat " + workspace.place("train/") + " https://example.org/a.csv");
        assertThat(run.environmentVariables()).containsEntry("AZURE_ML_INPUT_d", workspace.place("train/"));
    }

    @Test
    void outputsGoWhereTheyAreToldOrToTheUsualPlace() throws Exception {
        // When
        CommandRun run = resolve("""
                        'command':'t ${{outputs.model}}','outputs':{
                        'model':{'jobOutputType':'uri_folder'},
                        'report':{'jobOutputType':'uri_file','mode':'Upload'},
                        'there':{'jobOutputType':'uri_folder','uri':'azureml://datastores/workspaceblobstore/paths/out/'},
                        'default':{'jobOutputType':'uri_folder'}}
                        """);

        // Then
        assertThat(run.data())
                .extracting(one -> one.name() + " " + one.mode() + " " + one.path() + " " + one.shape())
                .containsExactly(
                        "OUTPUT_model MOUNT azureml/j1/model FOLDER",
                        "OUTPUT_report UPLOAD azureml/j1/report FILE",
                        "OUTPUT_there MOUNT out FOLDER");
        JsonNode shown = run.definition().path("outputs");
        assertThat(shown.at("/model/uri").asText()).isEqualTo(workspace.place("azureml/j1/model/"));
        assertThat(shown.at("/model/mode").asText()).isEqualTo("ReadWriteMount");
        assertThat(shown.at("/report/mode").asText()).isEqualTo("Upload");
    }

    @Test
    void codeIsTheFolderOfItsVersionOrASnapshot() throws Exception {
        // Given
        send("PUT", "/codes/c1/versions/1", "{'properties':{'codeUri':'%s'}}".formatted(address("LocalUpload/h/src")))
                .statusCode(201);

        // When
        CommandRun run = resolve("'command':'true','codeId':'WS/codes/c1/versions/1'");

        // Then
        assertThat(run.source().container()).isEqualTo(workspace.container());
        assertThat(run.source().folder()).isEqualTo("LocalUpload/h/src");
        assertThat(resolve("'command':'true','codeId':'azureml:c1:1'").source())
                .as("a version has one snapshot")
                .isEqualTo(run.source());
        assertThat(blobs.written())
                .as("nothing is copied before the rest is right")
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'codeId':'WS/codes/none/versions/1' | 400",
                "'codeId':'WS/codes/20000000-0000-4000-8000-000000000009/versions/1' | 400",
                "'codeId':'WS2/codes/c/versions/1' | 400",
                "'inputs':{'d':{'jobInputType':'uri_folder','uri':'azureml:none:1'}} | 400",
                "'inputs':{'d':{'jobInputType':'uri_folder','uri':'azureml:d1:9'}} | 400",
                "'inputs':{'d':{'jobInputType':'uri_folder','uri':'azureml:none@latest'}} | 400",
                "'inputs':{'d':{'jobInputType':'uri_file','uri':'azureml:d1:1'}} | 400",
                "'inputs':{'d':{'jobInputType':'uri_folder','uri':'WS2/data/d1/versions/1'}} | 400",
                "'inputs':{'d':{'jobInputType':'uri_folder','uri':'azureml://datastores/none/paths/a'}} | 400",
                "'inputs':{'d':{'jobInputType':'uri_folder','uri':'azureml://subscriptions/s/resourcegroups/g/workspaces/w/datastores/workspaceblobstore/paths/a'}} | 400",
                "'inputs':{'d':{'jobInputType':'uri_folder','uri':'azureml://datastores/workspaceblobstore/paths/../a'}} | 400",
                "'inputs':{'d':{'jobInputType':'uri_file','uri':'azureml:web:1'}} | 501",
                "'inputs':{'d':{'jobInputType':'uri_file','uri':'https://example.org/a'}} | 501",
                "'inputs':{'d':{'jobInputType':'custom_model','uri':'azureml:m:1'}} | 501",
                "'outputs':{'o':{'uri':'azureml:d1:1'}} | 400",
                "'outputs':{'o':{'uri':'WS/data/d1/versions/1'}} | 400",
                "'outputs':{'o':{'uri':'azureml://datastores/none/paths/a'}} | 400",
                "'outputs':{'o':{'jobOutputType':'uri_file','uri':'azureml://datastores/workspaceblobstore/paths/a/'}} | 400",
                "'outputs':{'o':{'assetName':'d1','assetVersion':'1'}} | 409"
            })
    void refuses(String properties, int status) {
        // When
        AzureException refused =
                catchThrowableOfType(AzureException.class, () -> resolve("'command':'true'," + properties));

        // Then
        assertThat(refused).isNotNull();
        assertThat(refused.status()).isEqualTo(status);
        assertThat(blobs.written()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'inputs':{'d':{'jobInputType':'uri_folder','uri':'azureml:d1:1'}}",
                "'inputs':{'d':{'jobInputType':'uri_folder','uri':'azureml:d1:1','mode':'Direct'}}",
                "'inputs':{'d':{'jobInputType':'uri_folder','uri':'azureml://datastores/workspaceblobstore/paths/a'}}",
                "'outputs':{'o':{'jobOutputType':'uri_folder'}}",
                "'outputs':{'o':{'assetName':'new'}}"
            })
    void theSubmitterMustBeAllowedToUseThem(String properties) {
        // Given
        decisions.revoke(principal);
        decisions.allow(principal, "Microsoft.MachineLearningServices/workspaces/jobs/write", workspace.id());

        // When
        AzureException refused =
                catchThrowableOfType(AzureException.class, () -> resolve("'command':'true'," + properties));

        // Then
        assertThat(refused).isNotNull();
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("LinkedAuthorizationFailed");
    }

    @Test
    void anOutputBecomesADataAssetWhenItsJobCompletes() throws Exception {
        // Given
        CommandRun named = resolve("""
                        'command':'true','outputs':{'o':{'jobOutputType':'uri_folder','assetName':'made','assetVersion':'9'},
                        'p':{'jobOutputType':'uri_file','assetName':'d2'}}
                        """);
        CommandRun failing = resolve("'command':'true','outputs':{'o':{'assetName':'never'}}");

        // When
        end("completes", named, RunStatus.Completed);
        end("fails", failing, RunStatus.Failed);

        // Then
        send("GET", "/data/made/versions/9", null)
                .statusCode(200)
                .body("properties.dataUri", equalTo(workspace.place("azureml/j1/o/")))
                .body("properties.dataType", equalTo("uri_folder"))
                .body("systemData.createdBy", equalTo("somebody"));
        send("GET", "/data/d2/versions/1", null)
                .statusCode(200)
                .body("properties.dataUri", equalTo(workspace.place("azureml/j1/p")));
        send("GET", "/data/never", null).statusCode(404);
    }

    private void end(String runId, CommandRun run, RunStatus status) {
        OpenWorkspace open = open();
        runs.add(
                open.history(),
                experiments.ensure(open.history(), "e"),
                runId,
                CreateRunRequest.of(runId)
                        .runType(CommandRun.TYPE)
                        .runDefinition(run.definition())
                        .build(),
                new Actor("oid", TestIssuer.TENANT, "somebody", null),
                new RunToken("token", Instant.now().plusSeconds(3600)));
        for (RunStatus next : List.of(RunStatus.Queued, RunStatus.Running, status)) {
            runs.setStatus(open.history(), runId, next, null);
        }
    }
}
