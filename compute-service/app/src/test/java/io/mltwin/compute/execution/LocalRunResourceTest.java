package io.mltwin.compute.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.compute.TestBlobs;
import io.mltwin.compute.TestWorkspace;
import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TRN-08: runs on the machine of their submitter, from the request to the end in run history. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class LocalRunResourceTest {

    private static final String SCRIPT = """
            import json, os, ssl, urllib.request
            def post(path, body):
                request = urllib.request.Request(
                    json.load(open("place.json")) + path, json.dumps(body).encode(), method="POST",
                    headers={"Authorization": "Bearer " + os.environ["AZUREML_RUN_TOKEN"],
                             "Content-Type": "application/json"})
                urllib.request.urlopen(request, context=ssl.create_default_context())
            post("/metrics", {"name": "accuracy", "cells": [{"accuracy": 0.75}]})
            open("outputs/model.txt", "w").write(os.environ["AZUREML_RUN_ID"])
            print("alpha is", os.environ["ALPHA"])
            """;

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

    @TempDir
    Path home;

    private final String principal = UUID.randomUUID().toString();
    private final String run = "local-" + UUID.randomUUID();
    private TestWorkspace workspace;
    private TestBlobs blobs;
    private AssertedArm arm;

    @BeforeEach
    void aWorkspace() {
        workspace = new TestWorkspace(calls);
        blobs = new TestBlobs(calls, "snapshots", "azureml", workspace.container());
        arm = new AssertedArm(service, issuer, principal);
        decisions.allowAll(principal);
    }

    private RequestSpecification as(String who) {
        return service.given()
                .header(
                        "Authorization",
                        "Bearer "
                                + issuer.aad("https://management.azure.com/", who)
                                        .sign());
    }

    private String snapshot(String name, String content) {
        String id = UUID.randomUUID().toString();
        as(principal)
                .multiPart("files", name, content.getBytes(StandardCharsets.UTF_8))
                .post("/content/v1.0" + workspace.id() + "/snapshots/" + id)
                .then()
                .statusCode(201);
        return id;
    }

    private Response start(String who, String definition) {
        return as(who).contentType("application/json")
                .body(definition.replace('\'', '"'))
                .post("/execution/v1.0" + workspace.id() + "/experiments/churn/startlocalrun?runId=" + run);
    }

    private Response history(String method, String rest) {
        return as(principal).request(method, "/history/v1.0" + workspace.id() + rest);
    }

    private UnpackedRun unpack(Response answer) throws Exception {
        answer.then().statusCode(200).contentType("application/octet-stream");
        UnpackedRun unpacked = UnpackedRun.of(answer.asByteArray(), folder);
        String address = service.uri("").toString();
        unpacked.call(address);
        Files.writeString(
                folder.resolve("place.json"),
                "\"" + address + "/history/v1.0" + workspace.id() + "/experiments/churn/runs/" + run + "\"");
        return unpacked;
    }

    private static String definition(String snapshot) {
        return """
               {'snapshotId':%s,'configuration':{'script':'train.py','target':'local','environment':{
                'name':'mine','python':{'userManagedDependencies':true},'environmentVariables':{'ALPHA':'0.5'}}}}
               """.formatted(snapshot == null ? "null" : "'" + snapshot + "'");
    }

    @Test
    void aRunOfASnapshotRunsOnTheMachineOfItsSubmitter() throws Exception {
        // Given
        String snapshot = snapshot("train.py", SCRIPT);

        // When
        UnpackedRun unpacked = unpack(start(principal, definition(snapshot)));
        assertThat(unpacked.execute(Map.of("HOME", home.toString())))
                .as(unpacked.log())
                .isZero();

        // Then
        history("GET", "/experiments/churn/runs/" + run + "/details")
                .then()
                .statusCode(200)
                .body("status", equalTo("Completed"))
                .body("target", equalTo("local"))
                .body("properties.ContentSnapshotId", equalTo(snapshot))
                .body("logFiles", hasKey("azureml-logs/70_driver_log.txt"));
        String place = "azureml/ExperimentRun/dcid." + run + "/";
        assertThat(blobs.text(place + "outputs/model.txt")).isEqualTo(run);
        assertThat(blobs.text(place + "logs/azureml/70_driver_log.txt"))
                .contains("alpha is 0.5", "AZUREML_RUN_TOKEN")
                .doesNotContain("eyJ");
        as(principal)
                .contentType("application/json")
                .body("{\"filter\":\"RunId eq '" + run + "'\"}")
                .post("/history/v1.0" + workspace.id() + "/experiments/churn/metrics:query")
                .then()
                .statusCode(200)
                .body("value[0].name", equalTo("accuracy"));
    }

    @Test
    void withoutSnapshotTheZipHoldsWhatRunsTheCodeThatIsThere() throws Exception {
        // Given
        UnpackedRun unpacked = unpack(start(principal, definition(null)));
        Files.writeString(folder.resolve("train.py"), "raise SystemExit(3)");

        // When
        int code = unpacked.execute(Map.of("HOME", home.toString()));

        // Then
        assertThat(code).isEqualTo(1);
        history("GET", "/runs/" + run)
                .then()
                .body("status", equalTo("Failed"))
                .body("error.error.message", containsString("exited with code 3"));
    }

    private ValidatableResponse putJob(String name, String further) {
        return arm.send("PUT", workspace.id() + "/jobs/" + name, """
                {'properties':{'jobType':'Command','command':'echo $ALPHA ${{inputs.n}} && touch outputs/done',
                 'experimentName':'churn','inputs':{'n':{'jobInputType':'literal','value':'7'}},
                 'environmentVariables':{'ALPHA':'0.5'},'environmentId':'azureml:AzureML-Python-3-Stdlib:1',%s}}
                """.formatted(further));
    }

    @Test
    void aLocalJobIsStartedByItsClientOnce() throws Exception {
        // Given
        String endpoint = putJob(run, "'resources':{'properties':{'IsLocal':{'IsLocal':true}}}")
                .statusCode(201)
                .body("properties.status", equalTo("NotStarted"))
                .extract()
                .path("properties.services.Local.endpoint");
        String[] parts = endpoint.split("&fake=", 2);
        String path = parts[0].replaceFirst("https://[^/]+", "");
        String body = URLDecoder.decode(parts[1], StandardCharsets.UTF_8);

        // When
        UnpackedRun unpacked =
                unpack(as(principal).contentType("application/json").body(body).post(path));
        assertThat(unpacked.execute(Map.of("HOME", home.toString())))
                .as(unpacked.log())
                .isZero();

        // Then
        arm.send("GET", workspace.id() + "/jobs/" + run, null)
                .body("properties.status", equalTo("Completed"))
                .body("properties.services.Local", nullValue());
        assertThat(unpacked.log()).contains("\n0.5 7\n");
        as(principal)
                .contentType("application/json")
                .body(body)
                .post(path)
                .then()
                .statusCode(409)
                .body(containsString("exists already"));
        putJob(run, "'description':'kept'").statusCode(200);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'computeId':'local'",
                "'computeId':'Local'",
                "'resources':{'properties':{'islocal':true}}",
                "'resources':{'properties':{'IsLocal':'true'}}"
            })
    void clientsSayLocalInSeveralWays(String further) {
        putJob(run, further).statusCode(201).body("properties.services.Local.endpoint", containsString("&fake="));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "501 | 'computeId':'local','outputs':{'m':{'jobOutputType':'uri_folder'}}",
                "400 | 'computeId':'local','properties':{'azureml.scheduleName':'s'}",
                "501 | 'resources':{'properties':{'IsLocal':false}}",
                "400 | 'computeId':'elsewhere'"
            })
    void jobsThatCannotBeLocalAreRefusedAndLeaveNothing(int status, String further) {
        putJob(run, further).statusCode(status);

        history("GET", "/runs/" + run).then().statusCode(404);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400 | {}",
                "400 | {'configuration':{'script':'a.py','target':'cpu','environment':{'name':'E'}}}",
                "400 | {'configuration':{'script':'../a.py','environment':{'name':'AzureML-Python-3-Stdlib'}}}",
                "400 | {'configuration':{'script':'a.py','environment':{'name':'unknown'}}}",
                "400 | {'configuration':{'script':'a.py','docker':{'useDocker':true},'environment':{'name':'AzureML-Python-3-Stdlib'}}}",
                "400 | {'snapshotId':'none','configuration':{'script':'a.py','environment':{'name':'AzureML-Python-3-Stdlib'}}}",
                "501 | {'configuration':{'script':'a.java','environment':{'name':'AzureML-Tribuo-4.3'}}}",
                "501 | {'configuration':{'script':'a.py','nodeCount':2,'environment':{'name':'AzureML-Python-3-Stdlib'}}}",
                "501 | {'configuration':{'script':'a.py','dataReferences':{'d':{'dataStoreName':'s','mode':'Download'}},'environment':{'name':'AzureML-Python-3-Stdlib'}}}"
            })
    void definitionsAreRefusedAndLeaveNothing(int status, String definition) {
        start(principal, definition).then().statusCode(status);

        history("GET", "/runs/" + run).then().statusCode(404);
    }

    @Test
    void codeCannotReplaceWhatExecutesIt() {
        String snapshot = snapshot("AzureML-Setup/local_run.py", "print(1)");

        start(principal, definition(snapshot)).then().statusCode(400).body(containsString("azureml-setup"));
        history("GET", "/runs/" + run).then().statusCode(404);
    }

    @Test
    void onlyThoseWhoMaySubmitAndOnlyTheJobsOwnerStartIt() {
        // Given
        putJob(run, "'computeId':'local'").statusCode(201);
        String other = UUID.randomUUID().toString();

        // When nobody, one without permission, a run, and another scientist try
        service.given()
                .contentType("application/json")
                .body("{}")
                .post("/execution/v1.0" + workspace.id() + "/experiments/churn/startlocalrun?runId=" + run)
                .then()
                .statusCode(401);
        start(other, "{}").then().statusCode(403);
        decisions.allowAll(other);
        start(other, "{}").then().statusCode(403).body(containsString("submitted it alone"));
        service.given()
                .header(
                        "Authorization",
                        "Bearer "
                                + issuer.run(workspace.id(), workspace.workspaceId(), run, principal)
                                        .sign())
                .contentType("application/json")
                .body("{}")
                .post("/execution/v1.0" + workspace.id() + "/experiments/churn/startlocalrun?runId=" + run)
                .then()
                .statusCode(403);

        // Then
        history("GET", "/runs/" + run).then().body("status", equalTo("NotStarted"));
    }

    @Test
    void cancellingItEndsTheScript() throws Exception {
        // Given
        UnpackedRun unpacked = unpack(start(principal, definition(null)));
        Files.writeString(folder.resolve("train.py"), "import time\nopen('begun', 'w').close()\ntime.sleep(100)");
        Process process = unpacked.start(Map.of("HOME", home.toString()));
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(folder.resolve("begun")));

        // When
        as(principal)
                .post("/execution/v1.0" + workspace.id() + "/experiments/churn/runId/" + run + "/cancel")
                .then()
                .statusCode(200);

        // Then
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        history("GET", "/runs/" + run).then().body("status", equalTo("Canceled"));
    }

    @Test
    void theZipIsForItsSubmitterAloneAndTheRunKeepsNoToken() {
        Response answer = start(principal, definition(null));

        answer.then().statusCode(200).header("Cache-Control", "no-store");
        history("GET", "/runs/" + run).then().body("token", nullValue()).body(not(containsString("eyJ")));
    }
}
