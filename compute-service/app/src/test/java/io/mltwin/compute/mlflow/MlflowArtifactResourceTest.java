package io.mltwin.compute.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Artifacts by MLflow's REST API are those of the run. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class MlflowArtifactResourceTest {

    @FromPlatform
    TestPlatform platform;

    private MlflowWorkspace workspace;
    private String experiment;

    @BeforeEach
    void aWorkspaceWithAnExperiment() {
        workspace = new MlflowWorkspace(platform);
        experiment = workspace.createExperiment("bc");
    }

    @Test
    void artifactsAreThoseOfTheRun() {
        // When
        String run = workspace.createRun(experiment);
        String server = workspace.tracking() + "/api/2.0/mlflow-artifacts/artifacts/ExperimentRun/dcid.";
        for (String type : new String[] {"text/plain", "application/json", "image/png"}) {
            workspace
                    .as(workspace.scientist())
                    .contentType(type)
                    .body("{\"a\": 1}".getBytes(StandardCharsets.UTF_8))
                    .put(server + run + "/model/" + type.replace('/', '.'))
                    .then()
                    .statusCode(200);
        }

        // Then
        assertThat(workspace.blobs.all()).containsKey("ExperimentRun/dcid." + run + "/model/text.plain");
        workspace
                .history("GET", "/experiments/bc/runs/" + run + "/artifacts", null)
                .then()
                .body("value.path", hasItem("model/image.png"));
        workspace
                .get("artifacts/list?run_id=" + run)
                .body("root_uri", containsString(run))
                .body("files", hasSize(1))
                .body("files[0].path", equalTo("model"))
                .body("files[0].is_dir", equalTo(true));
        workspace
                .get("artifacts/list?path=model&run_id=" + run)
                .body("files.path", hasItem("model/application.json"))
                .body("files[0].file_size", equalTo(8));
        workspace
                .as(workspace.scientist())
                .get(workspace.tracking()
                        + "/api/2.0/mlflow-artifacts/artifacts?path=ExperimentRun/dcid."
                        + run
                        + "/model")
                .then()
                .statusCode(200)
                .body("files.path", hasItem("text.plain"));
        assertThat(workspace
                        .as(workspace.scientist())
                        .get(server + run + "/model/application.json")
                        .asString())
                .isEqualTo("{\"a\": 1}");
        workspace
                .as(workspace.scientist())
                .delete(server + run + "/model")
                .then()
                .statusCode(200);
        assertThat(workspace.blobs.all()).isEmpty();
        workspace
                .as(workspace.scientist())
                .get(server + run + "/model/application.json")
                .then()
                .statusCode(404)
                .body("error_code", equalTo("RESOURCE_DOES_NOT_EXIST"));
        workspace
                .as(workspace.scientist())
                .body("x")
                .put(server + UUID.randomUUID() + "/a.txt")
                .then()
                .statusCode(404);
        workspace
                .as(workspace.scientist())
                .get(workspace.tracking() + "/api/2.0/mlflow-artifacts/artifacts?path=LocalUpload/x")
                .then()
                .statusCode(404);
    }
}
