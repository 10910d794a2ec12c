package io.mltwin.compute.mlflow;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.local.layout.PlatformService;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.mltwin.testkit.TestVault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** MLflow's API of a workspace whose run history is encrypted under a customer's key. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class MlflowKeyResourceTest {

    @FromPlatform
    TestPlatform platform;

    @Test
    void aRevokedKeyRefusesMlflowToo() {
        // Given
        TestVault vault = TestVault.play(
                platform, "cmk", "k" + UUID.randomUUID().toString().substring(0, 8));
        vault.letIn(PlatformService.COMPUTE.objectId());
        MlflowWorkspace workspace = new MlflowWorkspace(platform, vault.versionUri());
        String experiment = workspace.createExperiment("bc");
        String run = workspace.createRun(experiment);
        String metric = """
                {"run_id": "%s", "key": "acc", "value": 0.5, "timestamp": 1}
                """.formatted(run);
        workspace.post("runs/log-metric", metric).statusCode(200);

        // When
        vault.enable(false);

        // Then
        String[][] calls = {
            {"GET", "runs/get?run_id=" + run, null},
            {"GET", "experiments/get?experiment_id=" + experiment, null},
            {"GET", "metrics/get-history?metric_key=acc&run_id=" + run, null},
            {"POST", "runs/log-metric", metric},
            {"POST", "runs/search", "{\"experiment_ids\": [\"" + experiment + "\"]}"}
        };
        for (String[] call : calls) {
            workspace
                    .call(workspace.scientist(), call[0], call[1], call[2])
                    .then()
                    .statusCode(403)
                    .body("error_code", equalTo("PERMISSION_DENIED"))
                    .body("message", containsString("customer-managed key"));
        }
        vault.enable(true);
        workspace.get("runs/get?run_id=" + run).statusCode(200);
    }
}
