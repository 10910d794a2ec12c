package io.mltwin.compute.execution;

import io.mltwin.compute.runs.RunToken;
import io.mltwin.compute.workspaces.Workspace;
import java.util.Map;
import java.util.TreeMap;

/**
 * The environment of a script on a compute target, with the names that Azure ML's public code
 * reads. Addresses need no name resolution. The user's own variables never replace the platform's.
 */
final class RunVariables {

    private RunVariables() {}

    /**
     * The variables.
     *
     * @param identityClientId the managed identity that the run acts as; null for none
     * @param traceParent the run's trace, under the name that OpenTelemetry's tools read; null for
     *     none
     * @param service compute-service's own address, {@code https://localhost:8444}
     */
    static Map<String, String> of(
            Workspace workspace,
            String runId,
            JobContent job,
            RunToken token,
            String identityClientId,
            String service,
            String traceParent) {
        Map<String, String> all = new TreeMap<>(job.environmentVariables());
        all.put("AZUREML_RUN_ID", runId);
        all.put("AZUREML_RUN_TOKEN", token.value());
        all.put("AZUREML_RUN_TOKEN_EXPIRY", Long.toString(token.expires().getEpochSecond()));
        all.put("AZUREML_EXPERIMENT_ID", job.experimentId());
        all.put("AZUREML_ARM_PROJECT_NAME", job.experimentName());
        all.put("AZUREML_ARM_SUBSCRIPTION", workspace.subscriptionId());
        all.put("AZUREML_ARM_RESOURCEGROUP", workspace.resourceGroup());
        all.put("AZUREML_ARM_WORKSPACE_NAME", workspace.name());
        all.put("AZUREML_WORKSPACE_ID", workspace.workspaceId());
        all.put("AZUREML_WORKSPACE_SCOPE", workspace.id());
        all.put("AZUREML_EXPERIMENT_SCOPE", workspace.id() + "/experiments/" + job.experimentName());
        all.put("AZUREML_SERVICE_ENDPOINT", service);
        all.put("AZUREML_RUN_HISTORY_SERVICE_ENDPOINT", service);
        all.put("AZUREML_DISCOVERY_SERVICE_ENDPOINT", service + "/discovery");
        all.put("AZUREML_OBO_SERVICE_ENDPOINT", service);
        // its clients add /api/2.0/mlflow
        all.put("MLFLOW_TRACKING_URI", service + "/mlflow/v1.0" + workspace.id());
        all.put("MLFLOW_TRACKING_TOKEN", token.value());
        all.put("MLFLOW_RUN_ID", runId);
        all.put("MLFLOW_EXPERIMENT_ID", job.experimentId());
        all.put("MLFLOW_EXPERIMENT_NAME", job.experimentName());
        all.put("AZUREML_FRAMEWORK", "Python");
        all.put("AZUREML_SCRIPT_DIRECTORY_NAME", ".");
        // Deviation: no key of the workspace's Application Insights component is handed to scripts
        all.put("AZUREML_INSTRUMENTATION_KEY", "");
        if (identityClientId != null) {
            all.put("DEFAULT_IDENTITY_CLIENT_ID", identityClientId);
        }
        if (traceParent != null) {
            all.put("TRACEPARENT", traceParent);
        }
        return all;
    }
}
