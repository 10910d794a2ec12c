package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What storage answers while a service is deployed: a refusal of the workspace's identity ends the
 * work at once, a fault is tried again.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class StorageLossResourceTest {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String FOLDER = "ExperimentRun/dcid.run1/";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestCalls calls;

    @ParameterizedTest
    @CsvSource({"403, Failed, 1", "500, Succeeded, 2", "503, Succeeded, 2", "504, Succeeded, 2", "429, Succeeded, 2"})
    void aRefusalEndsADeploymentAndAFaultDoesNot(int status, String end, int reads) {
        // Given
        String name = "storage" + NAMES.incrementAndGet();
        WorkspacePeers peers = new WorkspacePeers("ws-" + name, name);
        ScoringRequests requests = new ScoringRequests(service, issuer, peers);
        ServedModel model = ServedModel.build(requests, peers, calls, decisions);
        String path = FOLDER + name + "/model.txt";
        peers.blob(path, name);
        peers.blob(FOLDER + name + "/score.py", "def init():\n  pass\ndef run(data):\n  return 1\n");
        PeerAnswer refusal = new PeerAnswer(
                status,
                Map.of("x-ms-error-code", "AuthorizationPermissionMismatch"),
                "<Error><Message>Not authorized.\nRequestId:1</Message></Error>".getBytes(StandardCharsets.UTF_8));
        AtomicInteger read = new AtomicInteger();
        calls.answer(
                "workspace",
                "GET",
                "/azureml/" + path,
                request -> read.incrementAndGet() == 1
                        ? refusal
                        : new PeerAnswer(200, Map.of(), name.getBytes(StandardCharsets.UTF_8)));
        model.send("POST", "/models", """
                        {"name": "text", "url": "aml://artifact/%s", "mimeType": "x"}""".formatted(path)).statusCode(200);
        // When
        ValidatableResponse started = model.send("POST", "/services", """
                        {"name": "svc", "computeType": "ACI", "environmentImageRequest":
                         {"modelIds": ["text:1"], "driverProgram": "aml://artifact/%s/score.py"}}""".formatted(FOLDER + name));
        model.operation(started, end);
        // Then
        assertThat(read.get()).isEqualTo(reads);
        if (end.equals("Failed")) {
            ValidatableResponse failed =
                    model.send("GET", "/services/svc", null).statusCode(200);
            assertThat(failed.extract().<String>path("state")).isEqualTo("Failed");
            assertThat(failed.extract().<String>path("error.code")).isEqualTo("AuthorizationPermissionMismatch");
            assertThat(failed.extract().<String>path("error.message"))
                    .contains("Not authorized.", "Storage Blob Data Contributor");
        }
    }
}
