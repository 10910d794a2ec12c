package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deployments in an environment whose packages pip installs: compute-service has that done. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class OnlinePackagesResourceTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String ORDERS = "/_internal/environment-images";
    private static final String REPOSITORY = "azureml/azureml_0123456789abcdef0123456789abcdef";
    private static final String IMPORT = "{'do':'import','module':'greeting'}";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestCalls calls;

    @Inject
    DataSource database;

    @TempDir
    Path folder;

    private OnlineRequests online;
    private String name;

    @BeforeEach
    void aWorkspaceWithAnEndpoint() throws IOException {
        online = OnlineRequests.inNewWorkspace(service, issuer, calls, decisions);
        name = online.newName();
        online.putEndpoint(name, "'authMode':'Key'").statusCode(201);
    }

    @Test
    void aDeploymentWaitsForItsPackagesAndItsScriptFindsThem() throws IOException {
        // Given
        EnvironmentImages images = new EnvironmentImages(REPOSITORY, python());
        String digest = images.push(online.repository(REPOSITORY), folder, "1.2");
        answer(
                EnvironmentImages.building("Collecting greeting"),
                EnvironmentImages.building("Collecting greeting"),
                EnvironmentImages.building("Pushing the image"),
                images.succeeded(digest));
        // When
        deploy("green", "Succeeded");
        // Then
        List<PeerRequest> orders = orders();
        assertThat(orders).hasSize(4);
        assertThat(orders.get(0).json().path("workspace").asText()).isEqualTo(online.workspace());
        assertThat(orders.get(0).json().path("name").asText()).isEqualTo("heavy");
        assertThat(orders.get(0).json().path("version").asText()).isEqualTo("1");
        assertThat(orders.get(0).json().path("userId").asText()).isNotEmpty();
        assertThat(orders.get(0).json().path("operationId").asText()).isNotEmpty();
        assertThat(orders).allMatch(order -> order.text().equals(orders.get(0).text()));
        assertThat(online.buildLog(name, "green"))
                .containsOnlyOnce("The image " + name + "-green:1 is being built")
                .containsOnlyOnce("Collecting greeting (run prepare_1 of prepare_image, its log is")
                .containsOnlyOnce("Pushing the image")
                .contains(REPOSITORY + "@" + digest)
                .contains("Taken over from " + REPOSITORY);
        online.score(name, online.key(name), "green", IMPORT).statusCode(200).body("version", equalTo("1.2"));
        online.score(name, online.key(name), "green", "{'do':'import','module':'inference_schema'}")
                .statusCode(200);

        // and Docker finds them by the variables of the image
        JsonPath configuration = configuration("green", 1);
        String home = "/azureml-envs/" + REPOSITORY.substring(REPOSITORY.indexOf('/') + 1);
        String packages = home + "/lib/" + images.python() + "/site-packages";
        assertThat(configuration.getList("config.Env", String.class))
                .contains("VIRTUAL_ENV=" + home, "MLTWIN_PACKAGES=" + packages)
                .anyMatch(variable -> variable.startsWith("PATH=" + home + "/bin:/"));
        assertThat(configuration.getString("config.Labels.'io.mltwin.packages'"))
                .isEqualTo(packages);

        // and the same parts build nothing, while another image of the environment does
        String location = online.image(name, "green", 1).extract().path("imageLocation");
        answer(images.succeeded(digest));
        deploy("other", "Succeeded");
        assertThat(online.buildLog(name, "other")).contains("nothing is built: " + location);
        answer(images.succeeded(images.push(online.repository(REPOSITORY), folder, "1.3")));
        deploy("third", "Succeeded");
        assertThat(online.buildLog(name, "third")).doesNotContain("nothing is built");
        online.score(name, online.key(name), "third", IMPORT).body("version", equalTo("1.3"));
        online.score(name, online.key(name), "other", IMPORT).body("version", equalTo("1.2"));
    }

    @Test
    void anEnvironmentThatInstallsNothingAddsNothing() {
        answer(
                PeerAnswer.error(503, "ServiceUnavailable", "compute starts"),
                PeerAnswer.json(200, "{\"status\":\"Succeeded\"}"));

        deploy("green", "Succeeded");

        assertThat(online.buildLog(name, "green"))
                .contains("Step packages failed: compute starts")
                .contains("The environment heavy:1 installs no packages");
        online.score(name, online.key(name), "green", IMPORT).statusCode(424);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'status':'Failed','runId':'prepare_1','message':'ERROR: No matching distribution found for torch==9'} | ImageBuildFailure | packages of the environment heavy:1 could not be installed (run prepare_1 of prepare_image, its log is logs/azureml/20_image_build_log.txt): ERROR: No matching distribution found for torch==9",
                "{'status':'Failed'} | ImageBuildFailure | compute-service says no more",
                "{'status':'Succeeded','repository':'mltwin/base','digest':'DIGEST','home':'HOME','sitePackages':'HOME/lib/python3.13/site-packages'} | ImageBuildFailed | the repository 'mltwin/base'",
                "{'status':'Succeeded','repository':'REPOSITORY','digest':'DIGEST','home':'/usr','sitePackages':'/usr/lib/python3.13/site-packages'} | ImageBuildFailed | the home '/usr'",
                "{'status':'Succeeded','repository':'REPOSITORY','digest':'DIGEST','home':'HOME','sitePackages':'HOME/lib/python3.13/site-packages'} | ImageBuildFailed | is not in the workspace's registry"
            })
    void whatCannotBeInstalledFailsTheDeployment(String answer, String code, String told) {
        // Given
        answer(
                EnvironmentImages.building(null),
                PeerAnswer.json(
                        200,
                        answer.replace('\'', '"')
                                .replace("HOME", REPOSITORY.replace("azureml/", "/azureml-envs/"))
                                .replace("REPOSITORY", REPOSITORY)
                                .replace("DIGEST", "sha256:" + "0".repeat(64))));
        // When
        JsonPath operation = deploy("green", "Failed");
        // Then
        assertThat(operation.getString("error.code")).isEqualTo(code);
        assertThat(operation.getString("error.message"))
                .startsWith("The image could not be built, step packages: ")
                .contains(told);
        assertThat(online.buildLog(name, "green")).contains("Step packages failed: ");
        online.arm("GET", online.deployment(name, "green"), null)
                .body("properties.provisioningState", equalTo("Failed"));
    }

    @Test
    void refusalOfComputeServiceIsTold() {
        answer(PeerAnswer.error(400, "ContainerRegistryNotFound", "The workspace has no registry."));

        assertThat(deploy("green", "Failed").getString("error.message"))
                .isEqualTo("The image could not be built, step packages: The workspace has no registry.");
    }

    @Test
    void anImageThatIsNoneOfAnEnvironmentIsRefused() {
        EnvironmentImages images = new EnvironmentImages(REPOSITORY, "python3.13");
        RegistryImages registry = online.repository(REPOSITORY);
        byte[] layer = RegistryImages.bytes("a layer");
        registry.pushBlob(RegistryImages.CONFIG);
        registry.pushBlob(layer);
        String manifest = RegistryImages.manifest(RegistryImages.CONFIG, layer, layer);
        registry.putManifest("two", RegistryImages.IMAGE, manifest).then().statusCode(201);
        answer(images.succeeded(RegistryImages.digest(RegistryImages.bytes(manifest))));

        assertThat(deploy("green", "Failed").getString("error.message"))
                .contains("has not the one layer of an environment");
    }

    @Test
    void theScriptCannotChangeThem() throws IOException {
        // Given
        EnvironmentImages images = new EnvironmentImages(REPOSITORY, python());
        answer(images.succeeded(images.push(online.repository(REPOSITORY), folder, "1.2")));
        deploy("green", "Succeeded");
        // When
        online.score(name, online.key(name), "green", "{'do':'overwrite','module':'greeting'}")
                .statusCode(424);
        // Then
        online.score(name, online.key(name), "green", IMPORT).statusCode(200).body("version", equalTo("1.2"));
    }

    @Test
    void theDeletionOfADeploymentEndsTheWaiting() {
        // Given
        answer(EnvironmentImages.building("Collecting greeting"));
        ValidatableResponse started = put("green").statusCode(201);
        await().atMost(LONG).until(() -> !orders().isEmpty());
        // When
        online.arm("DELETE", online.deployment(name, "green"), null).statusCode(202);
        // Then
        assertThat(online.ended(started, "Failed").getString("error.message"))
                .contains("was deleted while it was being deployed");
        online.image(name, "green", 1).body("creationState", equalTo("Failed"));
    }

    @Test
    void theWaitingHasAnEnd() throws SQLException {
        // Given
        answer(EnvironmentImages.building("Collecting greeting"));
        ValidatableResponse started = put("green").statusCode(201);
        await().atMost(LONG).until(() -> online.buildLog(name, "green").contains("Collecting greeting"));
        // When
        try (Connection connection = database.getConnection();
                PreparedStatement earlier = connection.prepareStatement(
                        "update image set packages_since = now() - interval '1 hour' where" + " name = ?")) {
            earlier.setString(1, name + "-green");
            assertThat(earlier.executeUpdate()).isEqualTo(1);
        }
        // Then
        assertThat(online.ended(started, "Failed").getString("error.message"))
                .contains("were not installed within 1800 seconds (run prepare_1 of prepare_image");
    }

    /** Others go on: a deployment that waits holds none of the threads that deploy. */
    @Test
    void deploymentsThatWaitHoldUpNoOther() {
        answer(EnvironmentImages.building("Collecting greeting"));
        for (String waiting : List.of("one", "two", "three")) {
            put(waiting).statusCode(201);
        }

        online.deploy(name, "blue", 1);

        online.arm("GET", online.deployment(name, "one"), null)
                .body("properties.provisioningState", equalTo("Creating"));
        for (String waiting : List.of("one", "two", "three")) {
            online.arm("DELETE", online.deployment(name, waiting), null).statusCode(202);
        }
    }

    /** Returns the name of the folder of Python that the containers of this machine have. */
    private String python() {
        online.deploy(name, "plain", 1);
        return online.score(name, online.key(name), "plain", "{'do':'import','module':'json'}")
                .statusCode(200)
                .extract()
                .path("python");
    }

    /** Answers orders one after the other; the last answer stays. */
    private void answer(PeerAnswer... answers) {
        AtomicInteger next = new AtomicInteger();
        calls.answer(
                "compute", "POST", ORDERS, request -> answers[Math.min(next.getAndIncrement(), answers.length - 1)]);
    }

    /** Of this test's workspace. */
    private List<PeerRequest> orders() {
        return calls.received("compute", "POST", ORDERS).stream()
                .filter(order -> order.json().path("workspace").asText().equals(online.workspace()))
                .toList();
    }

    private ValidatableResponse put(String deployment) {
        String body =
                OnlineRequests.body(deployment, "", 1).replace("azureml:AzureML-Python-3-Stdlib:1", "azureml:heavy:1");
        return online.arm("PUT", online.deployment(name, deployment), body);
    }

    private JsonPath deploy(String deployment, String status) {
        return online.ended(put(deployment).statusCode(201), status);
    }

    private JsonPath configuration(String deployment, int version) {
        String location = online.image(name, deployment, version).extract().path("imageLocation");
        String repository = location.substring(location.indexOf('/') + 1, location.lastIndexOf(':'));
        RegistryImages registry = online.repository(repository);
        JsonPath manifest = registry.send("GET", "/manifests/" + location.substring(location.lastIndexOf(':') + 1))
                .statusCode(200)
                .extract()
                .jsonPath();
        return registry.send("GET", "/blobs/" + manifest.getString("config.digest"))
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
