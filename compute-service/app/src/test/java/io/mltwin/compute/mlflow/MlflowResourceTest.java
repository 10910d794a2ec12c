package io.mltwin.compute.mlflow;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What MLflow's REST API refuses, in MLflow's form of errors. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class MlflowResourceTest {

    @FromPlatform
    TestPlatform platform;

    private MlflowWorkspace workspace;
    private String experiment;

    @BeforeEach
    void aWorkspaceWithAnExperiment() {
        workspace = new MlflowWorkspace(platform);
        experiment = workspace.createExperiment("bc");
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
                "registered-models/rename | {\"name\": \"m\", \"new_name\": \"n\"} | 501 | NOT_IMPLEMENTED",
                "datasets/search | {} | 501 | NOT_IMPLEMENTED"
            })
    void whatIsWrongIsRefused(String path, String body, int status, String code) {
        String run = workspace.createRun(experiment);

        workspace.refused(
                path,
                body.replace("\"E\"", "\"" + experiment + "\"").replace("\"R\"", "\"" + run + "\""),
                status,
                code);
    }
}
