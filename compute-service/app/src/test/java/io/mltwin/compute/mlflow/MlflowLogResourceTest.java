package io.mltwin.compute.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What scripts log in a run by MLflow's REST API: parameters, tags, models, metrics. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class MlflowLogResourceTest {

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestDatabase database;

    private MlflowWorkspace workspace;
    private String experiment;

    @BeforeEach
    void aWorkspaceWithAnExperiment() {
        workspace = new MlflowWorkspace(platform);
        experiment = workspace.createExperiment("bc");
    }

    @Test
    void aParameterStaysAsItWasLogged() {
        // Given
        String run = workspace.createRun(experiment);
        String lr = """
                {"run_id": "%s", "key": "lr", "value": "%s"}
                """;
        workspace.post("runs/log-parameter", lr.formatted(run, "1")).statusCode(200);
        workspace.post("runs/log-parameter", lr.formatted(run, "1")).statusCode(200);

        // When
        workspace.refused("runs/log-parameter", lr.formatted(run, "2"), 400, "INVALID_PARAMETER_VALUE");
        workspace.refused("runs/log-batch", """
                {"run_id": "%s", "params": [{"key": "lr", "value": "2"}],
                 "metrics": [{"key": "acc", "value": 1, "timestamp": 1}]}
                """.formatted(run), 400, "INVALID_PARAMETER_VALUE");

        // Then
        workspace.run(run).body("run.data.params[0].value", equalTo("1")).body("run.data.metrics", hasSize(0));
    }

    @Test
    void tagsChangeAndGo() {
        // Given
        String run = workspace.createRun(experiment);
        String tag = """
                {"run_id": "%s", "key": "%s", "value": "%s"}
                """;
        workspace.post("runs/set-tag", tag.formatted(run, "t", "1")).statusCode(200);
        workspace.post("runs/set-tag", tag.formatted(run, "t", "2")).statusCode(200);
        workspace
                .post("runs/set-tag", tag.formatted(run, "mlflow.runName", "n"))
                .statusCode(200);
        workspace
                .run(run)
                .body("run.data.tags.find { it.key == 't' }.value", equalTo("2"))
                .body("run.info.run_name", equalTo("n"));

        // When
        workspace.post("runs/delete-tag", tag.formatted(run, "t", "")).statusCode(200);

        // Then
        workspace.run(run).body("run.data.tags.key", not(hasItem("t")));
        workspace.refused("runs/delete-tag", tag.formatted(run, "t", ""), 404, "RESOURCE_DOES_NOT_EXIST");
    }

    @Test
    void modelsOfARunAreItsHistory() {
        // Given
        String run = workspace.createRun(experiment);
        String model = """
                {"run_id": "%s", "model_json": "{\\"artifact_path\\": \\"%s\\"}"}
                """;

        // When
        workspace.post("runs/log-model", model.formatted(run, "a")).statusCode(200);
        workspace.post("runs/log-model", model.formatted(run, "b")).statusCode(200);

        // Then
        workspace
                .run(run)
                .body(
                        "run.data.tags.find { it.key == 'mlflow.log-model.history' }.value",
                        equalTo("[{\"artifact_path\":\"a\"},{\"artifact_path\":\"b\"}]"));
    }

    @Test
    void aSeriesIsPagedAndARepeatedPointStoredOnce() {
        // Given
        String run = workspace.createRun(experiment);
        String points =
                IntStream.range(0, 1_000).mapToObj(i -> """
                                        {"key": "loss", "value": %d, "timestamp": %d, "step": %d}
                                        """.formatted(i, i, i)).collect(Collectors.joining(","));
        String batch = """
                {"run_id": "%s", "metrics": [%s]}
                """.formatted(run, points);

        // When
        workspace.post("runs/log-batch", batch).statusCode(200);
        workspace.post("runs/log-batch", batch).statusCode(200);

        // Then
        String history = "metrics/get-history?run_id=" + run + "&metric_key=loss";
        workspace.get(history).body("metrics", hasSize(1_000));
        String next = workspace
                .get(history + "&max_results=999")
                .body("metrics", hasSize(999))
                .extract()
                .path("next_page_token");
        workspace
                .get(history + "&max_results=999&page_token=" + next)
                .body("metrics.value", equalTo(List.of(999.0f)))
                .body("next_page_token", nullValue());
        workspace.run(run).body("run.data.metrics[0].step", equalTo(999));
    }

    @Test
    void aBatchThatIsTooLargeStoresNothing() {
        // Given
        String run = workspace.createRun(experiment);
        String tags = IntStream.range(0, 101).mapToObj(i -> """
                                {"key": "t%d", "value": "v"}
                                """.formatted(i)).collect(Collectors.joining(","));

        // When
        workspace.refused("runs/log-batch", """
                {"run_id": "%s", "tags": [%s]}
                """.formatted(run, tags), 400, "INVALID_PARAMETER_VALUE");
        workspace.refused("runs/log-batch", """
                {"run_id": "%s", "filler": "%s"}
                """.formatted(run, "x".repeat(1_000_000)), 400, "INVALID_PARAMETER_VALUE");

        // Then
        workspace.run(run).body("run.data.tags.key", not(hasItem("t0")));
    }

    @Test
    void valuesAreCiphertextAtRest() throws SQLException {
        // When
        String run = workspace.createRun(experiment);
        workspace.post("runs/log-batch", """
                        {"run_id": "%s", "metrics": [{"key": "acc", "value": 123456789, "timestamp": 1}],
                         "params": [{"key": "needle", "value": "needle-value"}],
                         "tags": [{"key": "team", "value": "needle-value"}]}
                        """.formatted(run)).statusCode(200);

        // Then
        for (String table : new String[] {"run", "metric", "metric_series", "experiment"}) {
            assertThat(texts(table)).as(table).isNotEmpty().doesNotContain("needle", "123456789");
        }
    }

    private String texts(String table) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select string_agg(t::text, ' ') from %s t where workspace_id = '%s'"
                                .formatted(table, workspace.workspaceId))) {
            rows.next();
            return rows.getString(1);
        }
    }
}
