package io.mltwin.compute.mlflow;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs by MLflow's REST API are those of run history. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class MlflowRunResourceTest {

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
    void aRunIsTheOneOfRunHistory() {
        // When
        String run = workspace
                .post("runs/create", """
                                {"experiment_id": "%s", "run_name": "first", "start_time": "1600000000000",
                                 "tags": [{"key": "mlflow.source.type", "value": "LOCAL"}]}
                                """.formatted(experiment))
                .statusCode(200)
                .body("run.info.status", equalTo("RUNNING"))
                .extract()
                .path("run.info.run_id");

        // Then
        workspace
                .history("GET", "/experiments/bc/runs/" + run, null)
                .then()
                .statusCode(200)
                .body("status", equalTo("Running"))
                .body("displayName", equalTo("first"))
                .body("startTimeUtc", equalTo("2020-09-13T12:26:40Z"))
                .body("tags.'mlflow.source.type'", equalTo("LOCAL"));
        workspace.post("runs/log-batch", """
                        {"run_id": "%s",
                         "metrics": [{"key": "acc", "value": 0.5, "timestamp": 1600000000001, "step": 1},
                                     {"key": "acc", "value": "NaN", "timestamp": "1600000000002", "step": "2"}],
                         "params": [{"key": "lr", "value": "0.1"}],
                         "tags": [{"key": "team", "value": "blue"}]}
                        """.formatted(run)).statusCode(200);
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
        workspace
                .run(run)
                .body("run.data.metrics", hasSize(1))
                .body("run.data.metrics[0].value", equalTo("NaN"))
                .body("run.data.metrics[0].step", equalTo(2))
                .body("run.data.params[0].value", equalTo("0.1"))
                .body("run.data.tags.find { it.key == 'mlflow.runName' }.value", equalTo("first"))
                .body("run.info.artifact_uri", equalTo("mlflow-artifacts:/ExperimentRun/dcid." + run));
        workspace
                .post("runs/update", """
                        {"run_id": "%s", "status": "FINISHED", "end_time": 1600000100000}
                        """.formatted(run))
                .statusCode(200)
                .body("run_info.status", equalTo("FINISHED"))
                .body("run_info.end_time", equalTo(1_600_000_100_000L));
        workspace.history("GET", "/experiments/bc/runs/" + run, null).then().body("status", equalTo("Completed"));
    }

    @Test
    void runHistorysValuesAreShownToo() {
        // When
        workspace.history("PATCH", "/experiments/bc/runs/r1", """
                        {"status": "Running", "displayName": "n", "tags": {"t": "1"}, "parameters": {"lr": 0.1}}
                        """).then().statusCode(200);
        workspace
                .history("POST", "/experiments/bc/runs/r1/batch/metrics", """
                        {"values": [{"name": "loss", "cells": [{"loss": 3}, {"loss": 2}]},
                                    {"name": "loss", "cells": [{"loss": 1}]},
                                    {"name": "m", "metricType": "azureml.v1.confusion_matrix", "dataLocation": "aml://artifactId/x"}]}
                        """)
                .then()
                .statusCode(200);

        // Then
        workspace
                .run("r1")
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
    void aDeletedRunIsHiddenAndTakesNothing() {
        // Given
        String run = workspace.createRun(experiment);
        String body = """
                {"run_id": "%s"}
                """.formatted(run);
        String search = """
                {"experiment_ids": ["%s"], "run_view_type": "%s"}
                """;

        // When
        workspace.post("runs/delete", body).statusCode(200);

        // Then
        workspace.run(run).body("run.info.lifecycle_stage", equalTo("deleted"));
        workspace.refused("runs/log-metric", """
                {"run_id": "%s", "key": "acc", "value": 1, "timestamp": 1}
                """.formatted(run), 400, "INVALID_PARAMETER_VALUE");
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
        // Given
        for (int i = 1; i <= 4; i++) {
            String run = workspace.createRun(experiment);
            workspace.post("runs/log-batch", """
                            {"run_id": "%s", "metrics": [{"key": "acc", "value": %d, "timestamp": 1}],
                             "params": [{"key": "n", "value": "%d"}]}
                            """.formatted(run, i, i)).statusCode(200);
        }
        String search = """
                {"experiment_ids": ["%s"], "filter": "metrics.acc >= 2 and params.n != '3'",
                 "order_by": ["metrics.acc DESC"], "max_results": 1, "page_token": "%s"}
                """;

        // When
        String next = workspace
                .post("runs/search", search.formatted(experiment, ""))
                .statusCode(200)
                .body("runs", hasSize(1))
                .body("runs[0].data.metrics[0].value", equalTo(4.0f))
                .extract()
                .path("next_page_token");

        // Then
        workspace
                .post("runs/search", search.formatted(experiment, next))
                .body("runs[0].data.params[0].value", equalTo("2"))
                .body("next_page_token", nullValue());
    }

    @Test
    void endedRunDoesNotRunAgain() {
        String run = workspace.createRun(experiment);
        String status = """
                {"run_id": "%s", "status": "%s"}
                """;
        workspace.post("runs/update", status.formatted(run, "KILLED")).statusCode(200);

        workspace.refused("runs/update", status.formatted(run, "RUNNING"), 409, "INVALID_STATE");
        workspace.run(run).body("run.info.status", equalTo("KILLED"));
    }

    @Test
    void withoutAnExperimentARunIsInTheDefaultOne() {
        // When
        String run =
                workspace.post("runs/create", """
                                {"experiment_id": "0"}
                                """).statusCode(200).extract().path("run.info.run_id");

        // Then
        workspace
                .history("GET", "/experiments/Default/runs/" + run, null)
                .then()
                .statusCode(200);
        workspace.get("experiments/get?experiment_id=0").body("experiment.name", equalTo("Default"));
    }
}
