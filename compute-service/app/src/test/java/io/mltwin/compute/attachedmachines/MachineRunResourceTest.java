package io.mltwin.compute.attachedmachines;

import static io.mltwin.compute.attachedmachines.MachineWorkspace.PASSWORD;
import static io.mltwin.compute.attachedmachines.MachineWorkspace.USERNAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.mltwin.machine.VirtualMachine;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * KVT-08, TRN-05, TRN-06: runs on an attached machine. The machine's java notes how the node was
 * started, and the test does what the node would.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class MachineRunResourceTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String SCIENTIST = UUID.randomUUID().toString();

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    @TempDir
    Path folder;

    private MachineWorkspace workspace;
    private VirtualMachine machine;
    private NodeProgram program;

    @BeforeEach
    void anAttachedMachine() throws IOException {
        program = NodeProgram.ensure();
        decisions.allowAll(SCIENTIST);
        workspace = new MachineWorkspace(calls, issuer, service);
        new TestMachineVault(calls);
        java("env > seen; cat > secret; mv secret \"$MLTWIN_NODE_FOLDER/secret.txt\"; while :; do sleep 0.2; done");
        machine = VirtualMachine.start(new VirtualMachine.Settings(
                0, folder.resolve("vm"), USERNAME, PASSWORD, folder.resolve("bin") + ":/usr/bin:/bin"));
        workspace.attach("vm1", machine).statusCode(201);
    }

    @AfterEach
    void end() throws IOException {
        workspace.detach("vm1");
        machine.close();
        program.close();
    }

    private void java(String does) throws IOException {
        Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
        Files.writeString(
                java,
                "#!/bin/sh\nif [ \"$1\" = -version ]; then echo 'openjdk version \"17.0.2\"' >&2; exit 0; fi\n"
                        + does
                        + "\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String newRun() {
        return "run-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private RequestSpecification scientist() {
        return service.given()
                .header(
                        "Authorization",
                        "Bearer "
                                + issuer.aad("https://management.azure.com/", SCIENTIST)
                                        .sign())
                .contentType("application/json");
    }

    private ValidatableResponse details(String run) {
        return scientist()
                .get("/history/v1.0" + workspace.id() + "/experiments/e/runs/" + run + "/details")
                .then()
                .statusCode(200);
    }

    private String status(String run) {
        return details(run).extract().path("status");
    }

    private String failure(String run) {
        await().atMost(LONG).until(() -> status(run).equals("Failed"));
        return details(run).extract().path("error.error.message");
    }

    /** The node's folder on the machine, once its program has read its secret. */
    private Path node() {
        Path nodes = machine.home().resolve(".azureml/nodes");
        return await().atMost(LONG)
                .until(
                        () -> {
                            if (!Files.isDirectory(nodes)) {
                                return null;
                            }
                            try (Stream<Path> all = Files.list(nodes)) {
                                return all.filter(one -> Files.exists(one.resolve("secret.txt")))
                                        .findFirst()
                                        .orElse(null);
                            }
                        },
                        found -> found != null);
    }

    private RequestSpecification as(Path node) throws IOException {
        return service.given()
                .header(
                        "Authorization",
                        "Node " + Files.readString(node.resolve("secret.txt")).strip())
                .contentType("application/json");
    }

    private static String path(Path node) {
        return "/_node/" + node.getFileName();
    }

    /** Azure's targets without an identity read datastores with a credential alone. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "accessKey, workspaceblobstore, 201",
        "accessKey, nobodys, 400",
        "identity, workspaceblobstore, 400",
        "identity, workspaceartifactstore, 400"
    })
    void aRunOnAMachineNeedsACredentialOfItsData(String mode, String datastore, int status) {
        // Given
        workspace.detach("vm1");
        workspace = new MachineWorkspace(calls, issuer, service, Map.of("systemDatastoresAuthMode", mode));
        decisions.allowAll(workspace.caller());
        workspace.attach("vm1", machine).statusCode(201);
        workspace
                .send(
                        "PUT",
                        "/datastores/nobodys",
                        "{'properties':{'datastoreType':'AzureBlob','accountName':'acc1','containerName':'con',"
                                + "'credentials':{'credentialsType':'None'}}}")
                .statusCode(201);
        String run = newRun();

        // When
        ValidatableResponse submitted =
                workspace.send("PUT", "/jobs/" + run, """
                {'properties':{'jobType':'Command','command':'cat ${{inputs.d}}','computeId':'%s',
                'inputs':{'d':{'jobInputType':'uri_folder','uri':'azureml://datastores/%s/paths/a'}},
                'environmentId':'azureml:AzureML-Python-3-Stdlib@latest','experimentName':'e'}}
                """.formatted(workspace.id() + "/computes/vm1", datastore));

        // Then
        submitted.statusCode(status);
        if (status == 400) {
            submitted
                    .body("error.code", equalTo("UserError"))
                    .body("error.message", containsString("'" + datastore + "' has no credential"))
                    .body("error.message", containsString("Run on a cluster"))
                    .body("error.message", containsString("systemDatastoresAuthMode"));
            workspace.send("GET", "/jobs/" + run, null).statusCode(404);
        }
    }

    @Test
    void aRunGoesToItsEndWithoutTheWorkspacesIdentity() throws Exception {
        // Given
        String run = newRun();
        workspace.submit(run, "vm1").statusCode(201);
        Path node = node();
        assertThat(Files.readAllLines(node.resolve("seen"))).contains("MLTWIN_NODE_ID=" + node.getFileName());

        // When
        ValidatableResponse job =
                as(node).body("""
                        {"pid":1}
                        """).post(path(node) + "/next").then().statusCode(200);

        // Then
        job.body("runId", equalTo(run))
                .body("environmentVariables", hasKey("AZUREML_RUN_TOKEN"))
                .body("environmentVariables", hasKey("AZUREML_RUN_TOKEN_EXPIRY"))
                .body("environmentVariables", not(hasKey("DEFAULT_IDENTITY_CLIENT_ID")))
                .body("outputUpload.host", nullValue())
                .body("outputUpload.url", containsString("/artifacts/ExperimentRun/dcid." + run));
        as(node).get(path(node) + "/storage-token").then().statusCode(403);
        as(node).get(path(node) + "/identity-token?resource=https://storage.azure.com")
                .then()
                .statusCode(400);
        as(node).get(path(node) + "/code?path=train.py").then().statusCode(404);
        as(node).body("{\"runId\":\"" + run + "\",\"state\":\"running\"}")
                .post(path(node) + "/heartbeat")
                .then()
                .statusCode(200)
                .body("cancel", equalTo(false));
        for (String status : List.of("Preparing", "Running", "Completed")) {
            service.given()
                    .header("Authorization", "Bearer " + job.extract().path("runToken"))
                    .contentType("application/json")
                    .body("{\"status\":\"" + status + "\"}")
                    .patch("/history/v1.0" + workspace.id() + "/experiments/e/runs/" + run)
                    .then()
                    .statusCode(200);
        }
        assertThat(status(run)).isEqualTo("Completed");
        await().atMost(LONG)
                .until(() -> as(node).body("{}").post(path(node) + "/next").statusCode() == 410);
    }

    @Test
    void aCommandRunsOnTheMachineAndItsLogAndOutputsAreStored() throws Exception {
        // Given
        TestArtifacts artifacts = new TestArtifacts(calls);
        java("exec " + Path.of(System.getProperty("java.home"), "bin", "java") + " \"$@\"");
        String run = newRun();

        // When
        workspace
                .submit(
                        run,
                        "vm1",
                        "mkdir -p outputs; printf %s $AZUREML_RUN_ID > outputs/id.txt; test -n $AZUREML_RUN_TOKEN_EXPIRY && echo done")
                .statusCode(201);

        // Then
        String prefix = "ExperimentRun/dcid." + run + "/";
        await().atMost(LONG.multipliedBy(2))
                .untilAsserted(() -> assertThat(status(run)).isIn("Completed", "Failed"));
        assertThat(artifacts.text(prefix + "logs/azureml/70_driver_log.txt"))
                .containsSubsequence(
                        "Step 1/4: prepare the environment",
                        "Step 2/4: download the code as the compute target itself",
                        "Step 3/4: set environment variables",
                        "AZUREML_RUN_TOKEN AZUREML_RUN_TOKEN_EXPIRY",
                        "Step 4/4: run the command",
                        "done",
                        "The script has ended with exit code 0");
        assertThat(status(run)).isEqualTo("Completed");
        assertThat(artifacts.text(prefix + "outputs/id.txt")).isEqualTo(run);
        Path nodes = machine.home().resolve(".azureml/nodes");
        await().atMost(LONG).until(() -> {
            try (Stream<Path> all = Files.list(nodes)) {
                return all.findAny().isEmpty();
            }
        });
    }

    @Test
    void oneRunAtATimeIsOnTheMachine() throws Exception {
        // When
        String first = newRun();
        String second = newRun();
        workspace.submit(first, "vm1").statusCode(201);
        Path node = node();
        as(node).body("{}").post(path(node) + "/next").then().statusCode(200);
        workspace.submit(second, "vm1").statusCode(201);

        // Then
        await().during(Duration.ofSeconds(3))
                .atMost(LONG)
                .until(() -> status(second).equals("Queued"));
        try (Stream<Path> all = Files.list(node.getParent())) {
            assertThat(all).containsExactly(node);
        }
    }

    @Test
    void aRunFailsWhenTheKeyIsNotAuthorizedAnyMoreAndAttachingAgainMendsIt() throws Exception {
        // Given
        machine.authorize(List.of());
        String run = newRun();
        workspace.submit(run, "vm1").statusCode(201);

        // When
        assertThat(failure(run)).contains("does not accept the key of 'azureuser'", "attach it again");

        // Then
        workspace.attach("vm1", machine).statusCode(200);
        String next = newRun();
        workspace.submit(next, "vm1").statusCode(201);
        Path node = node();
        as(node).body("{}").post(path(node) + "/next").then().statusCode(200).body("runId", equalTo(next));
    }

    @Test
    void aMachineThatIsGoneIsSaid() throws Exception {
        machine.close();
        String run = newRun();
        workspace.submit(run, "vm1").statusCode(201);

        assertThat(failure(run)).contains("no SSH server answers at 127.0.0.1:" + machine.port());
    }

    @Test
    void aRunFailsWhenTheNetworkOfItsMachineIsCutAndItsLogSaysWhy() throws Exception {
        // Given
        TestArtifacts artifacts = new TestArtifacts(calls);
        String run = newRun();
        workspace.submit(run, "vm1").statusCode(201);
        Path node = node();
        as(node).body("{}").post(path(node) + "/next").then().statusCode(200);
        as(node).body("{\"runId\":\"" + run + "\",\"state\":\"running\"}")
                .post(path(node) + "/heartbeat")
                .then()
                .statusCode(200);

        // When: neither its node nor its SSH server is heard any more
        machine.close();

        // Then
        assertThat(failure(run)).contains(" of the run was lost: ");
        details(run).body("error.error.code", equalTo("NodeLost"));
        String log = "ExperimentRun/dcid." + run + "/logs/azureml/75_job_post.txt";
        await().atMost(LONG).untilAsserted(() -> assertThat(artifacts.text(log)).contains(" of the run was lost: "));
    }

    @Test
    void aMachineWithoutTheRightJavaIsSaid() throws Exception {
        Files.writeString(folder.resolve("bin/java"), "#!/bin/sh\necho 'java version \"1.8.0_202\"' >&2\n");
        String run = newRun();
        workspace.submit(run, "vm1").statusCode(201);

        assertThat(failure(run)).contains("java 17 or newer is required, the account's is 1.8.0_202");
    }

    @Test
    void aTargetWithoutAnAccountTakesNoRun() {
        // When
        workspace.send("PUT", "/computes/vm2", """
                        {'location':'eastus','properties':{'computeType':'VirtualMachine','properties':{'address':'127.0.0.1',
                        'administratorAccount':{'username':'azureuser'}}}}
                        """).statusCode(201);

        // Then
        workspace
                .submit(newRun(), "vm2")
                .statusCode(501)
                .body("error.message", startsWith("A run on a VirtualMachine that was attached without"));
    }

    @Test
    void theVaultIsAskedForTheKeyOfEachRunInItsTrace() throws Exception {
        // When
        String run = newRun();
        workspace.submit(run, "vm1").statusCode(201);
        node();

        // Then
        assertThat(calls.received("keyvault"))
                .filteredOn(request -> request.method().equals("GET"))
                .last()
                .satisfies(request -> {
                    assertThat(request.headers()).containsKey("traceparent");
                    assertThat(request.headers().get("host")).startsWith("aml-ssh-credentials.vault.");
                });
    }
}
