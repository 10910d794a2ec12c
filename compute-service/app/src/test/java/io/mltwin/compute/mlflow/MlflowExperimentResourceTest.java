package io.mltwin.compute.mlflow;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Experiments by MLflow's REST API are those of run history. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class MlflowExperimentResourceTest {

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
    void anExperimentIsTheOneOfRunHistory() {
        workspace
                .history("GET", "/experiments/bc", null)
                .then()
                .statusCode(200)
                .body("experimentId", equalTo(experiment));
        workspace
                .get("experiments/get-by-name?experiment_name=bc")
                .statusCode(200)
                .body("experiment.experiment_id", equalTo(experiment))
                .body("experiment.lifecycle_stage", equalTo("active"))
                .body("experiment.artifact_location", equalTo("mlflow-artifacts:/ExperimentRun"));
        workspace
                .post("experiments/set-experiment-tag", """
                        {"experiment_id": "%s", "key": "team", "value": "blue"}
                        """.formatted(experiment))
                .statusCode(200);
        workspace.history("GET", "/experimentids/" + experiment, null).then().body("tags.team", equalTo("blue"));
        workspace.get("experiments/get?experiment_id=" + experiment).body("experiment.tags[0].value", equalTo("blue"));
    }

    @Test
    void aDeletedExperimentIsAnArchivedOne() {
        // Given
        String body = """
                {"experiment_id": "%s"}
                """.formatted(experiment);

        // When
        workspace.post("experiments/delete", body).statusCode(200);

        // Then
        workspace.history("GET", "/experiments/bc", null).then().body("archivedTime", not(nullValue()));
        workspace.get("experiments/list").body("experiments", hasSize(0));
        workspace.get("experiments/list?view_type=DELETED_ONLY").body("experiments.experiment_id", hasItem(experiment));
        workspace.refused("runs/create", body, 400, "INVALID_PARAMETER_VALUE");
        workspace.post("experiments/restore", body).statusCode(200);
        workspace.get("experiments/list").body("experiments", hasSize(1));
    }

    @Test
    void experimentsAreSearchedInPages() {
        // Given
        workspace.createExperiment("bc-2");
        workspace.createExperiment("other");

        // When
        String next = workspace
                .post("experiments/search", """
                                {"max_results": 1, "filter": "name LIKE 'bc%'", "order_by": ["name DESC"]}
                                """)
                .statusCode(200)
                .body("experiments.name", equalTo(List.of("bc-2")))
                .extract()
                .path("next_page_token");

        // Then
        workspace
                .post("experiments/search", """
                        {"max_results": 1, "filter": "name LIKE 'bc%%'", "order_by": ["name DESC"], "page_token": "%s"}
                        """.formatted(next))
                .body("experiments.name", equalTo(List.of("bc")))
                .body("next_page_token", nullValue());
    }
}
