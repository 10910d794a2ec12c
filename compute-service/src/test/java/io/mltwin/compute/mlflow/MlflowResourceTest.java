package io.mltwin.compute.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
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
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MLflow's REST API over run history. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class MlflowResourceTest {

    @FromPlatform TestPlatform platform;
    @FromPlatform TestDatabase database;

    private MlflowWorkspace workspace;
    private String experiment;

    @BeforeEach
    void aWorkspaceWithAnExperiment() {
        workspace = new MlflowWorkspace(platform);
        experiment = workspace.createExperiment("bc");
    }

    private ValidatableResponse run(String run) {
        return workspace.get("runs/get?run_id=" + run).statusCode(200);
    }

    private ValidatableResponse refused(String path, String body, int status, String code) {
        return workspace
                .post(path, body)
                .statusCode(status)
                .body("error_code", equalTo(code))
                .body("message", not(nullValue()));
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
                .post(
                        "experiments/set-experiment-tag",
                        """
                        {"experiment_id": "%s", "key": "team", "value": "blue"}
                        """
                                .formatted(experiment))
                .statusCode(200);
        workspace
                .history("GET", "/experimentids/" + experiment, null)
                .then()
                .body("tags.team", equalTo("blue"));
        workspace
                .get("experiments/get?experiment_id=" + experiment)
                .body("experiment.tags[0].value", equalTo("blue"));
    }

    @Test
    void aDeletedExperimentIsAnArchivedOne() {
        String body = "{\"experiment_id\": \"%s\"}".formatted(experiment);

        workspace.post("experiments/delete", body).statusCode(200);

        workspace
                .history("GET", "/experiments/bc", null)
                .then()
                .body("archivedTime", not(nullValue()));
        workspace.get("experiments/list").body("experiments", hasSize(0));
        workspace
                .get("experiments/list?view_type=DELETED_ONLY")
                .body("experiments.experiment_id", hasItem(experiment));
        refused("runs/create", body, 400, "INVALID_PARAMETER_VALUE");
        workspace.post("experiments/restore", body).statusCode(200);
        workspace.get("experiments/list").body("experiments", hasSize(1));
    }

    @Test
    void experimentsAreSearchedInPages() {
        workspace.createExperiment("bc-2");
        workspace.createExperiment("other");

        String next =
                workspace
                        .post(
                                "experiments/search",
                                """
                                {"max_results": 1, "filter": "name LIKE 'bc%'", "order_by": ["name DESC"]}
                                """)
                        .statusCode(200)
                        .body("experiments.name", equalTo(List.of("bc-2")))
                        .extract()
                        .path("next_page_token");

        workspace
                .post(
                        "experiments/search",
                        """
                        {"max_results": 1, "filter": "name LIKE 'bc%%'", "order_by": ["name DESC"], "page_token": "%s"}
                        """
                                .formatted(next))
                .body("experiments.name", equalTo(List.of("bc")))
                .body("next_page_token", nullValue());
    }

    @Test
    void aRunIsTheOneOfRunHistory() {
        String run =
                workspace
                        .post(
                                "runs/create",
                                """
                                {"experiment_id": "%s", "run_name": "first", "start_time": "1600000000000",
                                 "tags": [{"key": "mlflow.source.type", "value": "LOCAL"}]}
                                """
                                        .formatted(experiment))
                        .statusCode(200)
                        .body("run.info.status", equalTo("RUNNING"))
                        .extract()
                        .path("run.info.run_id");

        workspace
                .history("GET", "/experiments/bc/runs/" + run, null)
                .then()
                .statusCode(200)
                .body("status", equalTo("Running"))
                .body("displayName", equalTo("first"))
                .body("startTimeUtc", equalTo("2020-09-13T12:26:40Z"))
                .body("tags.'mlflow.source.type'", equalTo("LOCAL"));
        workspace
                .post(
                        "runs/log-batch",
                        """
                        {"run_id": "%s",
                         "metrics": [{"key": "acc", "value": 0.5, "timestamp": 1600000000001, "step": 1},
                                     {"key": "acc", "value": "NaN", "timestamp": "1600000000002", "step": "2"}],
                         "params": [{"key": "lr", "value": "0.1"}],
                         "tags": [{"key": "team", "value": "blue"}]}
                        """
                                .formatted(run))
                .statusCode(200);
        workspace
                .history("GET", "/experiments/bc/runs/" + run, null)
                .then()
                .body("parameters.lr", equalTo("0.1"))
                .body("tags.team", equalTo("blue"));
        workspace
                .history("POST", "/experiments/bc/metrics:query", "{}")
                .then()
                .body("value", hasSize(2))
                .body("value[0].name", equalTo("acc"))
                .body("value[0].cells[0].acc", equalTo(0.5f));
        run(run).body("run.data.metrics", hasSize(1))
                .body("run.data.metrics[0].value", equalTo("NaN"))
                .body("run.data.metrics[0].step", equalTo(2))
                .body("run.data.params[0].value", equalTo("0.1"))
                .body("run.data.tags.find { it.key == 'mlflow.runName' }.value", equalTo("first"))
                .body(
                        "run.info.artifact_uri",
                        equalTo("mlflow-artifacts:/ExperimentRun/dcid." + run));
        workspace
                .post(
                        "runs/update",
                        """
                        {"run_id": "%s", "status": "FINISHED", "end_time": 1600000100000}
                        """
                                .formatted(run))
                .statusCode(200)
                .body("run_info.status", equalTo("FINISHED"))
                .body("run_info.end_time", equalTo(1_600_000_100_000L));
        workspace
                .history("GET", "/experiments/bc/runs/" + run, null)
                .then()
                .body("status", equalTo("Completed"));
    }

    @Test
    void whatRunHistoryWroteIsShownToo() {
        workspace
                .history(
                        "PATCH",
                        "/experiments/bc/runs/r1",
                        """
                        {"status": "Running", "displayName": "n", "tags": {"t": "1"}, "parameters": {"lr": 0.1}}
                        """)
                .then()
                .statusCode(200);
        workspace
                .history(
                        "POST",
                        "/experiments/bc/runs/r1/batch/metrics",
                        """
                        {"values": [{"name": "loss", "cells": [{"loss": 3}, {"loss": 2}]},
                                    {"name": "loss", "cells": [{"loss": 1}]},
                                    {"name": "m", "metricType": "azureml.v1.confusion_matrix", "dataLocation": "aml://artifactId/x"}]}
                        """)
                .then()
                .statusCode(200);

        run("r1")
                .body("run.info.run_name", equalTo("n"))
                .body("run.data.metrics", hasSize(1))
                .body("run.data.metrics[0].value", equalTo(1.0f))
                .body("run.data.metrics[0].step", equalTo(2))
                .body("run.data.params[0].value", equalTo("0.1"));
        workspace
                .get("metrics/get-history?run_id=r1&metric_key=loss")
                .body("metrics.value", equalTo(List.of(3.0f, 2.0f, 1.0f)))
                .body("metrics.step", equalTo(List.of(0, 1, 2)));
    }

    @Test
    void aParameterStaysAsItWasLogged() {
        String run = workspace.createRun(experiment);
        String lr = "{\"run_id\": \"%s\", \"key\": \"lr\", \"value\": \"%s\"}";
        workspace.post("runs/log-parameter", lr.formatted(run, "1")).statusCode(200);
        workspace.post("runs/log-parameter", lr.formatted(run, "1")).statusCode(200);

        refused("runs/log-parameter", lr.formatted(run, "2"), 400, "INVALID_PARAMETER_VALUE");
        refused(
                "runs/log-batch",
                """
                {"run_id": "%s", "params": [{"key": "lr", "value": "2"}],
                 "metrics": [{"key": "acc", "value": 1, "timestamp": 1}]}
                """
                        .formatted(run),
                400,
                "INVALID_PARAMETER_VALUE");

        run(run).body("run.data.params[0].value", equalTo("1"))
                .body("run.data.metrics", hasSize(0));
    }

    @Test
    void tagsChangeAndGo() {
        String run = workspace.createRun(experiment);
        String tag = "{\"run_id\": \"%s\", \"key\": \"%s\", \"value\": \"%s\"}";
        workspace.post("runs/set-tag", tag.formatted(run, "t", "1")).statusCode(200);
        workspace.post("runs/set-tag", tag.formatted(run, "t", "2")).statusCode(200);
        workspace.post("runs/set-tag", tag.formatted(run, "mlflow.runName", "n")).statusCode(200);
        run(run).body("run.data.tags.find { it.key == 't' }.value", equalTo("2"))
                .body("run.info.run_name", equalTo("n"));

        workspace.post("runs/delete-tag", tag.formatted(run, "t", "")).statusCode(200);

        run(run).body("run.data.tags.key", not(hasItem("t")));
        refused("runs/delete-tag", tag.formatted(run, "t", ""), 404, "RESOURCE_DOES_NOT_EXIST");
    }

    @Test
    void modelsOfARunAreItsHistory() {
        String run = workspace.createRun(experiment);
        String model =
                """
                {"run_id": "%s", "model_json": "{\\"artifact_path\\": \\"%s\\"}"}
                """;

        workspace.post("runs/log-model", model.formatted(run, "a")).statusCode(200);
        workspace.post("runs/log-model", model.formatted(run, "b")).statusCode(200);

        run(run).body(
                        "run.data.tags.find { it.key == 'mlflow.log-model.history' }.value",
                        equalTo("[{\"artifact_path\":\"a\"},{\"artifact_path\":\"b\"}]"));
    }

    @Test
    void aDeletedRunIsHiddenAndTakesNothing() {
        String run = workspace.createRun(experiment);
        String body = "{\"run_id\": \"%s\"}".formatted(run);
        String search = "{\"experiment_ids\": [\"%s\"], \"run_view_type\": \"%s\"}";

        workspace.post("runs/delete", body).statusCode(200);

        run(run).body("run.info.lifecycle_stage", equalTo("deleted"));
        refused(
                "runs/log-metric",
                """
                {"run_id": "%s", "key": "acc", "value": 1, "timestamp": 1}
                """
                        .formatted(run),
                400,
                "INVALID_PARAMETER_VALUE");
        workspace
                .post("runs/search", search.formatted(experiment, "ACTIVE_ONLY"))
                .body("runs", hasSize(0));
        workspace
                .post("runs/search", search.formatted(experiment, "DELETED_ONLY"))
                .body("runs.info.run_id", hasItem(run));
        workspace.post("runs/restore", body).statusCode(200);
        workspace
                .post("runs/search", search.formatted(experiment, "ALL"))
                .body("runs[0].info.lifecycle_stage", equalTo("active"));
    }

    @Test
    void runsAreSearchedOrderedAndPaged() {
        for (int i = 1; i <= 4; i++) {
            String run = workspace.createRun(experiment);
            workspace
                    .post(
                            "runs/log-batch",
                            """
                            {"run_id": "%s", "metrics": [{"key": "acc", "value": %d, "timestamp": 1}],
                             "params": [{"key": "n", "value": "%d"}]}
                            """
                                    .formatted(run, i, i))
                    .statusCode(200);
        }
        String search =
                """
                {"experiment_ids": ["%s"], "filter": "metrics.acc >= 2 and params.n != '3'",
                 "order_by": ["metrics.acc DESC"], "max_results": 1, "page_token": "%s"}
                """;

        String next =
                workspace
                        .post("runs/search", search.formatted(experiment, ""))
                        .statusCode(200)
                        .body("runs", hasSize(1))
                        .body("runs[0].data.metrics[0].value", equalTo(4.0f))
                        .extract()
                        .path("next_page_token");

        workspace
                .post("runs/search", search.formatted(experiment, next))
                .body("runs[0].data.params[0].value", equalTo("2"))
                .body("next_page_token", nullValue());
    }

    @Test
    void aSeriesIsPagedAndARepeatedPointStoredOnce() {
        String run = workspace.createRun(experiment);
        String points =
                IntStream.range(0, 1_000)
                        .mapToObj(
                                i ->
                                        "{\"key\": \"loss\", \"value\": %d, \"timestamp\": %d, \"step\": %d}"
                                                .formatted(i, i, i))
                        .collect(Collectors.joining(","));
        String batch = "{\"run_id\": \"%s\", \"metrics\": [%s]}".formatted(run, points);

        workspace.post("runs/log-batch", batch).statusCode(200);
        workspace.post("runs/log-batch", batch).statusCode(200);

        String history = "metrics/get-history?run_id=" + run + "&metric_key=loss";
        workspace.get(history).body("metrics", hasSize(1_000));
        String next =
                workspace
                        .get(history + "&max_results=999")
                        .body("metrics", hasSize(999))
                        .extract()
                        .path("next_page_token");
        workspace
                .get(history + "&max_results=999&page_token=" + next)
                .body("metrics.value", equalTo(List.of(999.0f)))
                .body("next_page_token", nullValue());
        run(run).body("run.data.metrics[0].step", equalTo(999));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "experiments/create | {\"name\": \"bc\"} | 400 | RESOURCE_ALREADY_EXISTS",
                "experiments/create | {\"name\": \"a b/c\"} | 400 | INVALID_PARAMETER_VALUE",
                "experiments/create | {} | 400 | INVALID_PARAMETER_VALUE",
                "experiments/create | [] | 400 | INVALID_PARAMETER_VALUE",
                "experiments/create | {\"name\" | 400 | INVALID_PARAMETER_VALUE",
                "experiments/create | {\"name\": \"x\", \"artifact_location\": \"s3://b\"} | 501 | NOT_IMPLEMENTED",
                "experiments/delete | {\"experiment_id\": \"17\"} | 404 | RESOURCE_DOES_NOT_EXIST",
                "experiments/delete | {} | 400 | INVALID_PARAMETER_VALUE",
                "experiments/update | {\"experiment_id\": \"E\", \"new_name\": \"x\"} | 501 | NOT_IMPLEMENTED",
                "experiments/search | {\"filter\": \"metrics.a > 1\"} | 400 | INVALID_PARAMETER_VALUE",
                "experiments/search | {\"max_results\": 0} | 400 | INVALID_PARAMETER_VALUE",
                "experiments/search | {\"page_token\": \"x\"} | 400 | INVALID_PARAMETER_VALUE",
                "experiments/set-experiment-tag | {\"experiment_id\": \"E\", \"value\": \"x\"} | 400 | INVALID_PARAMETER_VALUE",
                "runs/create | {\"experiment_id\": \"17\"} | 404 | RESOURCE_DOES_NOT_EXIST",
                "runs/create | {\"experiment_id\": \"E\", \"start_time\": -5} | 400 | INVALID_PARAMETER_VALUE",
                "runs/update | {\"run_id\": \"none\", \"status\": \"FINISHED\"} | 404 | RESOURCE_DOES_NOT_EXIST",
                "runs/update | {\"status\": \"FINISHED\"} | 400 | INVALID_PARAMETER_VALUE",
                "runs/update | {\"run_id\": \"R\", \"status\": \"DONE\"} | 400 | INVALID_PARAMETER_VALUE",
                "runs/delete | {\"run_id\": \"none\"} | 404 | RESOURCE_DOES_NOT_EXIST",
                "runs/search | {\"experiment_ids\": [\"E\"], \"filter\": \"nonsense\"} | 400 | INVALID_PARAMETER_VALUE",
                "runs/search | {\"experiment_ids\": [\"E\"], \"order_by\": [\"x\"]} | 400 | INVALID_PARAMETER_VALUE",
                "runs/search | {\"experiment_ids\": [\"E\"], \"max_results\": 50001} | 400 | INVALID_PARAMETER_VALUE",
                "runs/search | {\"run_view_type\": \"SOME\"} | 400 | INVALID_PARAMETER_VALUE",
                "runs/log-metric | {\"run_id\": \"R\", \"key\": \"a\", \"value\": \"x\", \"timestamp\": 1} | 400 | INVALID_PARAMETER_VALUE",
                "runs/log-metric | {\"run_id\": \"R\", \"key\": \"a\", \"timestamp\": 1} | 400 | INVALID_PARAMETER_VALUE",
                "runs/log-metric | {\"run_id\": \"none\", \"key\": \"a\", \"value\": 1, \"timestamp\": 1} | 404 | RESOURCE_DOES_NOT_EXIST",
                "runs/log-parameter | {\"run_id\": \"R\", \"key\": \"../a\", \"value\": \"x\"} | 400 | INVALID_PARAMETER_VALUE",
                "runs/set-tag | {\"run_id\": \"R\", \"value\": \"x\"} | 400 | INVALID_PARAMETER_VALUE",
                "runs/log-model | {\"run_id\": \"R\", \"model_json\": \"[]\"} | 400 | INVALID_PARAMETER_VALUE",
                "runs/log-model | {\"run_id\": \"R\"} | 400 | INVALID_PARAMETER_VALUE",
                "runs/log-inputs | {\"run_id\": \"R\"} | 501 | NOT_IMPLEMENTED",
                "registered-models/create | {\"name\": \"m\"} | 501 | NOT_IMPLEMENTED",
                "model-versions/create | {\"name\": \"m\"} | 501 | NOT_IMPLEMENTED"
            })
    void whatIsWrongIsRefused(String path, String body, int status, String code) {
        String run = workspace.createRun(experiment);

        refused(
                path,
                body.replace("\"E\"", "\"" + experiment + "\"").replace("\"R\"", "\"" + run + "\""),
                status,
                code);
    }

    @Test
    void aBatchThatIsTooLargeStoresNothing() {
        String run = workspace.createRun(experiment);
        String tags =
                IntStream.range(0, 101)
                        .mapToObj(i -> "{\"key\": \"t%d\", \"value\": \"v\"}".formatted(i))
                        .collect(Collectors.joining(","));

        refused(
                "runs/log-batch",
                "{\"run_id\": \"%s\", \"tags\": [%s]}".formatted(run, tags),
                400,
                "INVALID_PARAMETER_VALUE");
        refused(
                "runs/log-batch",
                "{\"run_id\": \"%s\", \"filler\": \"%s\"}".formatted(run, "x".repeat(1_000_000)),
                400,
                "INVALID_PARAMETER_VALUE");

        run(run).body("run.data.tags.key", not(hasItem("t0")));
    }

    @Test
    void whatEndedDoesNotRunAgain() {
        String run = workspace.createRun(experiment);
        String status = "{\"run_id\": \"%s\", \"status\": \"%s\"}";
        workspace.post("runs/update", status.formatted(run, "KILLED")).statusCode(200);

        refused("runs/update", status.formatted(run, "RUNNING"), 409, "INVALID_STATE");
        run(run).body("run.info.status", equalTo("KILLED"));
    }

    @Test
    void withoutAnExperimentARunIsInTheDefaultOne() {
        String run =
                workspace
                        .post("runs/create", "{\"experiment_id\": \"0\"}")
                        .statusCode(200)
                        .extract()
                        .path("run.info.run_id");

        workspace.history("GET", "/experiments/Default/runs/" + run, null).then().statusCode(200);
        workspace
                .get("experiments/get?experiment_id=0")
                .body("experiment.name", equalTo("Default"));
    }

    @Test
    void artifactsAreThoseOfTheRun() {
        String run = workspace.createRun(experiment);
        String server =
                workspace.tracking() + "/api/2.0/mlflow-artifacts/artifacts/ExperimentRun/dcid.";
        for (String type : new String[] {"text/plain", "application/json", "image/png"}) {
            workspace
                    .as(workspace.scientist())
                    .contentType(type)
                    .body("{\"a\": 1}".getBytes(StandardCharsets.UTF_8))
                    .put(server + run + "/model/" + type.replace('/', '.'))
                    .then()
                    .statusCode(200);
        }

        assertThat(workspace.blobs.all())
                .containsKey("ExperimentRun/dcid." + run + "/model/text.plain");
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
                .get(
                        workspace.tracking()
                                + "/api/2.0/mlflow-artifacts/artifacts?path=ExperimentRun/dcid."
                                + run
                                + "/model")
                .then()
                .statusCode(200)
                .body("files.path", hasItem("text.plain"));
        assertThat(
                        workspace
                                .as(workspace.scientist())
                                .get(server + run + "/model/application.json")
                                .asString())
                .isEqualTo("{\"a\": 1}");
        workspace.as(workspace.scientist()).delete(server + run + "/model").then().statusCode(200);
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
                .get(
                        workspace.tracking()
                                + "/api/2.0/mlflow-artifacts/artifacts?path=LocalUpload/x")
                .then()
                .statusCode(404);
    }

    @Test
    void valuesAreCiphertextAtRest() throws SQLException {
        String run = workspace.createRun(experiment);
        workspace
                .post(
                        "runs/log-batch",
                        """
                        {"run_id": "%s", "metrics": [{"key": "acc", "value": 123456789, "timestamp": 1}],
                         "params": [{"key": "needle", "value": "needle-value"}],
                         "tags": [{"key": "team", "value": "needle-value"}]}
                        """
                                .formatted(run))
                .statusCode(200);

        for (String table : new String[] {"run", "metric", "metric_series", "experiment"}) {
            assertThat(texts(table)).as(table).isNotEmpty().doesNotContain("needle", "123456789");
        }
    }

    private String texts(String table) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "select string_agg(t::text, ' ') from %s t where workspace_id = '%s'"
                                        .formatted(table, workspace.workspaceId))) {
            rows.next();
            return rows.getString(1);
        }
    }
}
