package io.mltwin.compute.mlflow;

import static org.hamcrest.Matchers.equalTo;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may use MLflow's API: the actions of run history, and a run for itself. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class MlflowPermissionResourceTest {

    @FromPlatform
    TestPlatform platform;

    private MlflowWorkspace workspace;
    private String experiment;
    private String other;
    private String run;

    @BeforeEach
    void aRun() {
        workspace = new MlflowWorkspace(platform);
        experiment = workspace.createExperiment("bc");
        other = workspace.createExperiment("other");
        run = workspace.createRun(experiment);
        workspace.blobs.all().put("ExperimentRun/dcid." + run + "/a", new byte[] {1});
    }

    private String filled(String text) {
        return text == null
                ? null
                : text.replace("EXPERIMENT", experiment).replace("OTHER", other).replace("RUN", run);
    }

    private void answers(String bearer, int status, String method, String path, String body) {
        workspace.call(bearer, method, filled(path), filled(body)).then().statusCode(status);
    }

    @ParameterizedTest(name = "{1} by {2}; with its run token {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    GET | experiments/get?experiment_id=EXPERIMENT | experiments/read | 200 | -
                    GET | experiments/get?experiment_id=OTHER | experiments/read | 403 | -
                    GET | experiments/get-by-name?experiment_name=bc | experiments/read | 200 | -
                    GET | experiments/get-by-name?experiment_name=other | experiments/read | 403 | -
                    GET | experiments/list | experiments/read | 403 | -
                    GET | experiments/search | experiments/read | 403 | -
                    POST | experiments/search | experiments/read | 403 | {}
                    POST | experiments/create | experiments/write | 403 | {"name": "made"}
                    POST | experiments/update | experiments/write | 403 | {"experiment_id": "EXPERIMENT"}
                    POST | experiments/delete | experiments/write | 403 | {"experiment_id": "EXPERIMENT"}
                    POST | experiments/restore | experiments/write | 403 | {"experiment_id": "EXPERIMENT"}
                    POST | experiments/set-experiment-tag | experiments/write | 403 | {"experiment_id": "EXPERIMENT", "key": "a"}
                    POST | runs/create | experiments/runs/write | 403 | {"experiment_id": "EXPERIMENT"}
                    GET | runs/get?run_id=RUN | experiments/runs/read | 200 | -
                    POST | runs/update | experiments/runs/write | 200 | {"run_id": "RUN", "run_name": "n"}
                    POST | runs/delete | experiments/runs/write | 200 | {"run_id": "RUN"}
                    POST | runs/restore | experiments/runs/write | 200 | {"run_id": "RUN"}
                    POST | runs/search | experiments/runs/read | 403 | {"experiment_ids": ["EXPERIMENT"]}
                    POST | runs/log-metric | experiments/runs/write | 200 | {"run_id": "RUN", "key": "a", "value": 1, "timestamp": 1}
                    POST | runs/log-parameter | experiments/runs/write | 200 | {"run_id": "RUN", "key": "a", "value": "1"}
                    POST | runs/set-tag | experiments/runs/write | 200 | {"run_id": "RUN", "key": "mlflow.user", "value": "1"}
                    POST | runs/log-batch | experiments/runs/write | 200 | {"run_id": "RUN"}
                    POST | runs/log-model | experiments/runs/write | 200 | {"run_id": "RUN", "model_json": "{}"}
                    GET | metrics/get-history?run_id=RUN&metric_key=a | experiments/runs/read | 200 | -
                    GET | artifacts/list?run_id=RUN | metadata/artifacts/read | 200 | -
                    GET | ../mlflow-artifacts/artifacts?path=ExperimentRun/dcid.RUN | metadata/artifacts/read | 200 | -
                    PUT | ../mlflow-artifacts/artifacts/ExperimentRun/dcid.RUN/a | metadata/artifacts/write | 200 | x
                    GET | ../mlflow-artifacts/artifacts/ExperimentRun/dcid.RUN/a | metadata/artifacts/read | 200 | -
                    DELETE | ../mlflow-artifacts/artifacts/ExperimentRun/dcid.RUN/a | metadata/artifacts/delete | 403 | -
                    """)
    void everyRoute(String method, String path, String action, int ofRun, String body) {
        // Given
        String may = UUID.randomUUID().toString();
        platform.decisions().allow(may, "Microsoft.MachineLearningServices/workspaces/" + action, workspace.id);
        String route = path.replace("../", "");
        if (!route.equals(path)) {
            artifacts(method, route, body, may, ofRun);
            return;
        }

        // Then
        answers(null, 401, method, path, body);
        answers(workspace.token(UUID.randomUUID().toString()), 403, method, path, body);
        answers(workspace.runToken(run), ofRun, method, path, body);
        answers(
                workspace.runToken(workspace.createRun(experiment)),
                path.startsWith("experiments/get") ? ofRun : 403,
                method,
                path,
                body);
        answers(workspace.token(may), 200, method, path, body);
    }

    /** The artifact service lies next to the tracking API. */
    private void artifacts(String method, String route, String body, String may, int ofRun) {
        String path = workspace.tracking() + "/api/2.0/" + filled(route);
        String[] callers = {
            null,
            workspace.token(UUID.randomUUID().toString()),
            workspace.runToken(run),
            workspace.runToken(workspace.createRun(experiment)),
            workspace.token(may)
        };
        int[] statuses = {401, 403, ofRun, 403, 200};
        for (int i = 0; i < callers.length; i++) {
            RequestSpecification request = workspace.as(callers[i]);
            (body == null ? request : request.body(body))
                    .request(method, path)
                    .then()
                    .statusCode(statuses[i]);
        }
    }

    @Test
    void refusalsHaveMlflowsForm() {
        workspace
                .call(null, "GET", "runs/get?run_id=" + run, null)
                .then()
                .statusCode(401)
                .body("error_code", equalTo("UNAUTHENTICATED"));
        workspace
                .call(workspace.token("nobody"), "GET", "runs/get?run_id=" + run, null)
                .then()
                .statusCode(403)
                .body("error_code", equalTo("PERMISSION_DENIED"));
    }

    @Test
    void theTokenOfAnotherWorkspaceIsRefused() {
        MlflowWorkspace elsewhere = new MlflowWorkspace(platform);

        workspace
                .call(elsewhere.runToken(run), "GET", "runs/get?run_id=" + run, null)
                .then()
                .statusCode(403);
    }

    @Test
    void runOnATargetEndsWithItsScript() {
        // Given
        workspace.history("PATCH", "/experiments/bc/runs/r1", """
                        {"target": "cluster", "status": "Running"}
                        """).then().statusCode(200);
        String finished = """
                {"run_id": "r1", "status": "FINISHED", "end_time": 5}
                """;

        // When
        workspace
                .call(workspace.runToken("r1"), "POST", "runs/update", finished)
                .then()
                .statusCode(200)
                .body("run_info.status", equalTo("RUNNING"));

        // Then
        workspace.post("runs/update", finished).statusCode(200).body("run_info.status", equalTo("FINISHED"));
    }
}
