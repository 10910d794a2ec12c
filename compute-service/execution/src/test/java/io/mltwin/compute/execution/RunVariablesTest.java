package io.mltwin.compute.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.compute.environments.preparation.EnvironmentPlan;
import io.mltwin.compute.runs.RunToken;
import io.mltwin.compute.workspaces.Workspace;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** TRN-10. */
class RunVariablesTest {

    private static final String SCOPE =
            "/subscriptions/S/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces/ws1";
    private static final Workspace WORKSPACE = new Workspace(
            SCOPE,
            "w-guid",
            "ws1",
            "East US",
            "T",
            "S",
            "rg1",
            "acct",
            "object-1",
            "client-1",
            "https://kv1.vault.mltwin.localhost:8443/",
            false,
            "accessKey",
            null,
            null,
            null,
            null,
            null);
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final RunToken TOKEN = new RunToken("the-token", Instant.ofEpochSecond(1_600_000_000));

    @Test
    void givesTheNamesThatPublicCodeReads() {
        // When
        Map<String, String> variables = of(Map.of("EPOCHS", "3"));

        // Then
        assertThat(variables)
                .containsEntry("AZUREML_RUN_ID", "my-1")
                .containsEntry("AZUREML_RUN_TOKEN", "the-token")
                .containsEntry("AZUREML_RUN_TOKEN_EXPIRY", "1600000000")
                .containsEntry("AZUREML_EXPERIMENT_ID", "e-guid")
                .containsEntry("AZUREML_ARM_PROJECT_NAME", "bc")
                .containsEntry("AZUREML_ARM_SUBSCRIPTION", "S")
                .containsEntry("AZUREML_ARM_RESOURCEGROUP", "rg1")
                .containsEntry("AZUREML_ARM_WORKSPACE_NAME", "ws1")
                .containsEntry("AZUREML_WORKSPACE_ID", "w-guid")
                .containsEntry("AZUREML_WORKSPACE_SCOPE", SCOPE)
                .containsEntry("AZUREML_EXPERIMENT_SCOPE", SCOPE + "/experiments/bc")
                .containsEntry("AZUREML_SERVICE_ENDPOINT", "https://localhost:8444")
                .containsEntry("AZUREML_RUN_HISTORY_SERVICE_ENDPOINT", "https://localhost:8444")
                .containsEntry("AZUREML_DISCOVERY_SERVICE_ENDPOINT", "https://localhost:8444/discovery")
                .containsEntry("DEFAULT_IDENTITY_CLIENT_ID", "client-1")
                .containsEntry("TRACEPARENT", TRACE)
                .containsEntry("EPOCHS", "3")
                .containsKeys(
                        "AZUREML_FRAMEWORK",
                        "AZUREML_SCRIPT_DIRECTORY_NAME",
                        "AZUREML_INSTRUMENTATION_KEY",
                        "AZUREML_OBO_SERVICE_ENDPOINT");
    }

    @Test
    void theUsersVariablesNeverReplaceThePlatforms() {
        assertThat(of(Map.of("AZUREML_RUN_ID", "other", "AZUREML_RUN_TOKEN", "x")))
                .containsEntry("AZUREML_RUN_ID", "my-1")
                .containsEntry("AZUREML_RUN_TOKEN", "the-token");
    }

    @Test
    void givesTheNamesThatMlflowsClientsRead() {
        assertThat(of(Map.of("MLFLOW_RUN_ID", "other")))
                .containsEntry("MLFLOW_TRACKING_URI", "https://localhost:8444/mlflow/v1.0" + SCOPE)
                .containsEntry("MLFLOW_TRACKING_TOKEN", "the-token")
                .containsEntry("MLFLOW_RUN_ID", "my-1")
                .containsEntry("MLFLOW_EXPERIMENT_ID", "e-guid")
                .containsEntry("MLFLOW_EXPERIMENT_NAME", "bc");
    }

    private static Map<String, String> of(Map<String, String> own) {
        JobContent job = new JobContent(
                SCOPE,
                "e-guid",
                "bc",
                "oid",
                "Train.java",
                null,
                List.of(),
                new EnvironmentPlan(
                        "AzureML-Tribuo-4.3", "1", true, "java", null, List.of(), List.of(), Map.of(), null),
                own,
                null,
                List.of(),
                List.of(),
                "correlation-1",
                null,
                RunRequirements.NONE);
        return RunVariables.of(WORKSPACE, "my-1", job, TOKEN, "client-1", "https://localhost:8444", TRACE);
    }
}
