package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.mltwin.scoring.registry.images.build.SavedImage;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What images are built of, what they say of it, and when nothing is built. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ImageBuildResourceTest {

    private static final String SCIENTIST = UUID.randomUUID().toString();
    private static final String RUN = "ExperimentRun/dcid.run1/outputs";
    private static final AtomicInteger NAMES = new AtomicInteger();

    /** As the settings of tests name it. */
    private static final Path BASE =
            Path.of("..", "target", "base-of-tests.tar").toAbsolutePath();

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestCalls calls;

    @TempDir
    Path folder;

    private WorkspacePeers peers;
    private ScoringRequests requests;
    private String model;

    @BeforeEach
    void aWorkspaceWithAModel() {
        decisions.allowAll(SCIENTIST);
        another();
    }

    @AfterEach
    void noBase() throws IOException {
        Files.deleteIfExists(BASE);
    }

    private void another() {
        int number = NAMES.incrementAndGet();
        peers = new WorkspacePeers("built" + number, "built" + number);
        peers.program(calls);
        peers.blob(RUN + "/model.onnx", ServedModel.resource("/softmax.onnx"));
        peers.blob("LocalUpload/u1/score.py", "def init():\n    pass\n");
        requests = new ScoringRequests(service, issuer, peers);
        requests.newRegistry();
        model = send("POST", "/models", """
                                {"name": "m", "url": "aml://artifact/%s/model.onnx", "mimeType": "x", "framework": "Onnx"}""".formatted(RUN))
                .statusCode(200)
                .extract()
                .path("id");
    }

    @Test
    void anImageOnABaseHasWhatDockerRuns() throws IOException {
        // Given
        SavedImage.withLayer(folder).write(BASE);
        // When
        String image = build("based", withScript(), "Succeeded");
        // Then
        send("GET", "/images/" + image, null)
                .body("imageLocation", allOf(containsString("/azureml/azureml_"), endsWith(":1")))
                .body("imageBuildLogUri", endsWith("/images/" + image + "/buildlog"));
        JsonPath manifest = manifest(image);
        assertThat(manifest.getList("layers")).hasSize(4);
        JsonPath config = blob(image, manifest.getString("config.digest"));
        assertThat(config.getString("config.User")).isEqualTo("10100:10100");
        assertThat(config.getList("config.Entrypoint")).isEqualTo(List.of("/opt/mltwin/inference"));
        assertThat(config.getMap("config.ExposedPorts")).containsOnlyKeys("5001/tcp");
        assertThat(config.getList("config.Cmd")).isNull();
        assertThat(config.<String>getList("config.Env"))
                .contains(
                        "PATH=/bin",
                        "AZUREML_MODEL_DIR=/var/azureml-app/azureml-models/m/1",
                        "AZUREML_ENTRY_SCRIPT=score.py",
                        "MLTWIN_ENVIRONMENT=python-3-stdlib")
                .doesNotContain("AZUREML_MODEL_DIR=/none");
        assertThat(config.getList("rootfs.diff_ids")).hasSize(4);
    }

    @Test
    void aSecondImageOfTheSamePartsIsNotBuilt() throws IOException {
        // Given
        SavedImage.withLayer(folder).write(BASE);
        String first = build("first", "", "Succeeded");
        String location = send("GET", "/images/" + first, null).extract().path("imageLocation");
        // When
        String second = build("second", "", "Succeeded");
        // Then
        send("GET", "/images/" + second, null).body("imageLocation", equalTo(location));
        assertThat(log(second)).contains("nothing is built: " + location);
        assertThat(repositories()).hasSize(2).contains("mltwin/base");

        // When
        peers.blob(RUN + "/model.onnx", "another");
        // Then
        send("GET", "/images/" + build("third", "", "Succeeded"), null).body("imageLocation", not(equalTo(location)));
    }

    @Test
    void theSamePartsHaveTheSameDigestsInAnyRegistry() throws IOException {
        // Given
        SavedImage.withLayer(folder).write(BASE);
        String here = digest(build("one", withScript(), "Succeeded"));
        another();
        // When
        String there = digest(build("two", withScript(), "Succeeded"));
        // Then
        assertThat(there).isEqualTo(here);
    }

    @Test
    void withoutABaseTheLocationAndTheLogSaySo() {
        // When
        String image = build("bare", "", "Succeeded");
        // Then
        send("GET", "/images/" + image, null).body("imageLocation", endsWith(":1-minimal"));
        assertThat(log(image))
                .contains("There is no base tar://" + BASE + ", since there is no file " + BASE)
                .contains("Docker cannot run it");
    }

    @Test
    void aBaseThatIsNoImageIsNotUsed() throws IOException {
        Files.writeString(BASE, "no image");

        assertThat(log(build("broken", "", "Succeeded"))).contains("has no manifest.json");
    }

    @Test
    void aFailureNamesItsStepAndTheLogIsKept() {
        // Given
        requests.arm("PATCH", peers.registry(), "{\"properties\":{\"adminUserEnabled\":false}}")
                .statusCode(200);
        // When
        build("unpushed", "", "Failed");
        // Then
        send("GET", "/images/unpushed:1", null)
                .body("creationState", equalTo("Failed"))
                .body("error.message", containsString("could not be built, step registry: "));
        assertThat(log("unpushed:1")).contains("Step registry failed: ");
    }

    @Test
    void theBuildLogIsForThoseWhoMayReadImages() {
        // Given
        String image = build("logged", "", "Succeeded");
        String path = "/images/" + image + "/buildlog";
        String reader = UUID.randomUUID().toString();
        decisions.allow(reader, "Microsoft.MachineLearningServices/workspaces/models/read", "/");
        decisions.allow(reader, "Microsoft.MachineLearningServices/workspaces/environments/read", "/");
        // When, Then
        service.given().get(requests.uri(path)).then().statusCode(401);
        requests.as(UUID.randomUUID().toString(), "GET", path, null).statusCode(403);
        requests.as(reader, "GET", path, null).statusCode(200).contentType("text/plain");
        requests.as(reader, "GET", "/images/none:1/buildlog", null)
                .statusCode(404)
                .body("details[0].code", equalTo("ImageBuildLogNotFound"));
    }

    private String withScript() {
        return """
               , "driverProgram": "aml://artifact/LocalUpload/u1/score.py\"""";
    }

    /** Builds an image of the model; returns its id, or null where it failed. */
    private String build(String name, String members, String end) {
        String location = send("POST", "/images", """
                                {"name": "%s", "modelIds": ["%s"]%s}""".formatted(name, model, members))
                .statusCode(202)
                .extract()
                .header("Operation-Location");
        String path = location.substring(location.indexOf("/operations/"));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> send("GET", path, null).statusCode(200).body("state", equalTo(end)));
        return name + ":1";
    }

    private String log(String image) {
        return send("GET", "/images/" + image + "/buildlog", null)
                .statusCode(200)
                .extract()
                .asString();
    }

    private JsonPath manifest(String image) {
        return registry(image, "/manifests/" + tag(image)).extract().jsonPath();
    }

    private String digest(String image) {
        return registry(image, "/manifests/" + tag(image)).extract().header("Docker-Content-Digest");
    }

    private JsonPath blob(String image, String digest) {
        return registry(image, "/blobs/" + digest).extract().jsonPath();
    }

    private ValidatableResponse registry(String image, String rest) {
        String repository = repository(image);
        return requests.registry(
                        requests.adminToken("repository:" + repository + ":pull"), "GET", "/v2/" + repository + rest)
                .statusCode(200);
    }

    private String repository(String image) {
        String location = location(image);
        return location.substring(location.indexOf('/') + 1, location.lastIndexOf(':'));
    }

    private String tag(String image) {
        String location = location(image);
        return location.substring(location.lastIndexOf(':') + 1);
    }

    private String location(String image) {
        return send("GET", "/images/" + image, null).extract().path("imageLocation");
    }

    private List<String> repositories() {
        return requests.registry(requests.adminToken("registry:catalog:*"), "GET", "/v2/_catalog")
                .statusCode(200)
                .body("repositories", hasItems("mltwin/base"))
                .extract()
                .path("repositories");
    }

    private ValidatableResponse send(String method, String path, String body) {
        return requests.as(SCIENTIST, method, path, body);
    }
}
