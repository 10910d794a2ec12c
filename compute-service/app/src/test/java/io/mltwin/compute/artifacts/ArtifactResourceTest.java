package io.mltwin.compute.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.compute.TestWorkspace;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What runs left behind, by the routes of the artifact service and of run history. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ArtifactResourceTest {

    private static final String ARTIFACT = "artifact/v2.0";
    private static final String HISTORY = "history/v1.0";
    private static final String OF_R1 = "/artifacts/ExperimentRun/dcid.r1";

    @FromPlatform
    TestPlatform platform;

    private ArtifactWorkspace data;

    @BeforeEach
    void twoRuns() {
        data = new ArtifactWorkspace(platform);
        data.run("r1", "{'status':'Running','startTimeUtc':'2026-01-01T00:00:00Z'}");
        data.run("r2", "{'status':'Running'}");
        data.leave("r1", "outputs/a b.txt", "one");
        data.leave("r1", "outputs/sub/b.txt", "two");
        data.leave("r1", "outputs2/c.txt", "three");
        data.leave("r1", "user_logs/std_log.txt", "printed");
        data.leave("r1", "logs/azureml/70_driver_log.txt", "driven");
    }

    private String uri(String route) {
        return data.call(data.scientist(), "GET", ARTIFACT, route, null)
                .statusCode(200)
                .extract()
                .path("contentUri");
    }

    private static Map<String, String> query(String uri) {
        Map<String, String> query = new HashMap<>();
        for (String pair : uri.substring(uri.indexOf('?') + 1).split("&")) {
            query.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
        }
        return query;
    }

    @ParameterizedTest(name = "{0} {1} {2} by {3}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "GET | artifact/v2.0 | OF | read | -",
                "GET | artifact/v2.0 | OF/metadata?path=outputs/sub/b.txt | read | -",
                "GET | artifact/v2.0 | OF/content?path=outputs/sub/b.txt | read | -",
                "GET | artifact/v2.0 | OF/contentinfo?path=outputs/sub/b.txt | read | -",
                "GET | artifact/v2.0 | OF/contentinfo/storageuri?path=outputs/sub/b.txt | read | -",
                "GET | artifact/v2.0 | OF/prefix/contentinfo?path=outputs | read | -",
                "GET | artifact/v2.0 | OF/prefix/contentinfo/storageuri?path=outputs | read | -",
                "GET | artifact/v2.0 | OF/write?path=outputs/new.txt | write | -",
                "POST | artifact/v2.0 | /artifacts/batch/metadata | read | {'artifactIds':['ExperimentRun/dcid.r1/outputs/sub/b.txt']}",
                "POST | artifact/v2.0 | /artifacts/storageuri/batch/metadata | read | {'artifactIds':['ExperimentRun/dcid.r1/outputs/sub/b.txt']}",
                "GET | history/v1.0 | /experiments/e/runs/r1/artifacts | read | -",
                "GET | history/v1.0 | /experiments/e/runs/r1/artifacts/path?path=outputs | read | -",
                "GET | history/v1.0 | /experiments/e/runs/r1/artifacts/metadata?path=outputs/sub/b.txt | read | -",
                "GET | history/v1.0 | /experiments/e/runs/r1/artifacts/contentinfo?path=outputs/sub/b.txt | read | -",
                "GET | history/v1.0 | /experiments/e/runs/r1/artifacts/artifacturi?path=outputs/sub/b.txt | read | -",
                "GET | history/v1.0 | /experiments/e/runs/r1/artifacts/prefix/contentinfo?path=outputs | read | -",
                "POST | history/v1.0 | /experiments/e/runs/r1/artifacts/batch/metadata | read | {'paths':[{'path':'outputs/sub/b.txt'}]}"
            })
    void everyRoute(String method, String service, String route, String verb, String body) {
        // Given
        String path = route.replace("OF", OF_R1);
        String other = verb.equals("read") ? "write" : "read";

        // When, Then
        data.call(null, method, service, path, body).statusCode(401);
        data.call(data.allowed("metadata/artifacts/" + other), method, service, path, body)
                .statusCode(403);
        data.call(data.allowed("metadata/artifacts/" + verb), method, service, path, body)
                .statusCode(200);
        data.call(data.runToken("r1"), method, service, path, body).statusCode(200);
        data.call(data.runToken("r2"), method, service, path, body).statusCode(403);
    }

    @Test
    void anAddressIsSignedForItsBlobAloneAndEnds() {
        // When
        String uri = uri(OF_R1 + "/contentinfo?path=outputs/a%20b.txt");

        // Then
        assertThat(uri)
                .startsWith("https://" + data.workspace.account() + ".blob.core.")
                .contains("/azureml/ExperimentRun/dcid.r1/outputs/a%20b.txt?");
        assertThat(query(uri))
                .containsEntry("sr", "b")
                .containsEntry("sp", "r")
                .containsEntry("spr", "https")
                .containsKeys("se", "sig");
        assertThat(query(uri(OF_R1 + "/write?path=new.txt"))).containsEntry("sp", "cw");
        assertThat(uri(OF_R1 + "/contentinfo/storageuri?path=outputs/a%20b.txt"))
                .endsWith("/azureml/ExperimentRun/dcid.r1/outputs/a%20b.txt");
    }

    @Test
    void whereTheAccountIsReachedByIdentityAnAddressIsSignedWithItsDelegationKey() {
        // Given
        data = new ArtifactWorkspace(platform, TestWorkspace.reachedByIdentity(platform.calls()));
        data.run("r1", "{'status':'Running'}");
        data.leave("r1", "user_logs/std_log.txt", "printed");
        String log = OF_R1 + "/contentinfo?path=user_logs/std_log.txt";
        platform.calls()
                .answer("workspace", "POST", "/", PeerAnswer.error(403, "AuthorizationPermissionMismatch", "no role"));
        data.call(data.scientist(), "GET", ARTIFACT, log, null)
                .statusCode(403)
                .body("error.message", containsString("the user delegation key"));
        TestWorkspace.playDelegationKey(platform.calls());

        // When
        String uri = uri(log);

        // Then
        assertThat(query(uri))
                .containsEntry("sr", "b")
                .containsEntry("sp", "r")
                .containsEntry("skoid", "object")
                .containsEntry("sktid", "tenant")
                .containsKeys("skt", "ske", "sks", "skv", "se", "sig");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "OF/contentinfo?path=none | 404",
                "OF/contentinfo?path=../dcid.r2/a | 400",
                "OF/contentinfo | 400",
                "OF/write?path=a/../../b | 400",
                "OF/prefix/contentinfo?path=../dcid.r2 | 400",
                "OF?continuationToken=none | 400",
                "/artifacts/ExperimentRun/dcid.none/contentinfo?path=a | 404",
                "/artifacts/ExperimentRun/r1/contentinfo?path=a | 404",
                "/artifacts/Dataset/d/contentinfo?path=a | 501"
            })
    void whatIsNotThereOrLeadsOut(String route, int status) {
        data.call(data.scientist(), "GET", ARTIFACT, route.replace("OF", OF_R1), null)
                .statusCode(status);
    }

    @Test
    void aFolderHasWhatLiesInItAndNotWhatIsNamedAlike() {
        data.call(data.scientist(), "GET", ARTIFACT, OF_R1 + "/prefix/contentinfo?path=outputs", null)
                .body("value.path", contains("outputs/a b.txt", "outputs/sub/b.txt"));
        data.call(data.scientist(), "GET", ARTIFACT, OF_R1 + "?path=outputs/", null)
                .body("value.path", contains("outputs/a b.txt", "outputs/sub/b.txt"));
    }

    @Test
    void manyArtifactsComeInPages() {
        // Given
        for (int i = 0; i < 501; i++) {
            data.leave("r2", "many/" + (1000 + i), "x");
        }
        String route = "/artifacts/ExperimentRun/dcid.r2/prefix/contentinfo?path=many";

        // When
        String next = data.call(data.scientist(), "GET", ARTIFACT, route, null)
                .body("value", hasSize(500))
                .extract()
                .path("continuationToken");

        // Then
        data.call(data.scientist(), "GET", ARTIFACT, route + "&continuationToken=" + next, null)
                .body("value.path", contains("many/1500"))
                .body("continuationToken", nullValue());
    }

    @Test
    void aBatchSaysOfEachWhatIsWrong() {
        data.call(data.scientist(), "POST", ARTIFACT, "/artifacts/batch/metadata", """
                        {'artifactIds':['ExperimentRun/dcid.r1/outputs/sub/b.txt','ExperimentRun/dcid.r1/none',
                         'ExperimentRun/dcid.none/a','nothing']}
                        """)
                .statusCode(200)
                .body("artifacts", aMapWithSize(1))
                .body("artifactContentInformation", hasKey("ExperimentRun/dcid.r1/outputs/sub/b.txt"))
                .body("errors", aMapWithSize(3))
                .body("errors.nothing.error.code", equalTo("InvalidArtifactId"));
        data.call(
                        data.runToken("r1"),
                        "POST",
                        ARTIFACT,
                        "/artifacts/batch/metadata",
                        "{'artifactIds':['ExperimentRun/dcid.r1/outputs/sub/b.txt','ExperimentRun/dcid.r2/a']}")
                .statusCode(403);
        data.call(data.scientist(), "POST", ARTIFACT, "/artifacts/batch/metadata", "{}")
                .statusCode(400);
    }

    @Test
    void aRunsDetailsHaveItsLogsForThoseWhoMayReadThem() {
        // When
        Map<String, String> logs = data.call(data.scientist(), "GET", HISTORY, "/runs/r1/details", null)
                .statusCode(200)
                .extract()
                .path("logFiles");

        // Then
        assertThat(logs).containsOnlyKeys("user_logs/std_log.txt", "azureml-logs/70_driver_log.txt");
        assertThat(logs.values()).allSatisfy(uri -> assertThat(query(uri)).containsEntry("sp", "r"));
        data.call(data.runToken("r1"), "GET", HISTORY, "/runs/r1/details", null).body("logFiles", aMapWithSize(2));
        data.call(data.allowed("experiments/runs/read"), "GET", HISTORY, "/runs/r1/details", null)
                .statusCode(200)
                .body("status", equalTo("Running"))
                .body("logFiles", anEmptyMap());
    }

    @Test
    void withoutTheAccountsKeyNothingIsSigned() {
        // Given
        platform.calls()
                .answer(
                        "keyvault",
                        "GET",
                        "/secrets/aml-" + data.workspace.workspaceId() + "-storage-connection",
                        PeerAnswer.json(200, "{\"value\":\"AccountName=a;AccountKey=#\"}"));

        // When, Then
        data.call(data.scientist(), "GET", ARTIFACT, OF_R1 + "/contentinfo?path=outputs/sub/b.txt", null)
                .statusCode(502)
                .body("error.message", containsString("resyncKeys"));
        data.call(data.scientist(), "GET", ARTIFACT, OF_R1 + "/content?path=outputs/sub/b.txt", null)
                .statusCode(200);
        Map<String, String> logs = data.call(data.scientist(), "GET", HISTORY, "/runs/r1/details", null)
                .statusCode(200)
                .extract()
                .path("logFiles");
        assertThat(logs).hasSize(2);
        assertThat(logs.values()).noneMatch(uri -> uri.contains("sig="));
    }
}
