package io.mltwin.telemetry.diagnosticsettings;

import io.mltwin.encoding.AsciiCase;
import java.util.List;
import java.util.Map;

/**
 * The categories of logs that resources have, by type, as Azure Monitor's table of them names them
 * (resource-logs-categories.md); every type has the metrics of {@code AllMetrics} too.
 */
final class LogCategories {

    static final String ALL_METRICS = "AllMetrics";
    private static final List<String> STORAGE = List.of("StorageRead", "StorageWrite", "StorageDelete");

    private static final Map<String, List<String>> TABLE = Map.of(
            "microsoft.machinelearningservices/workspaces",
            List.of(
                    "AmlComputeClusterEvent",
                    "AmlComputeClusterNodeEvent",
                    "AmlComputeJobEvent",
                    "AmlComputeCpuGpuUtilization",
                    "AmlRunStatusChangedEvent",
                    "ModelsChangeEvent",
                    "ModelsReadEvent",
                    "ModelsActionEvent",
                    "DeploymentReadEvent",
                    "DeploymentEventACI",
                    "DeploymentEventAKS",
                    "InferencingOperationACI",
                    "InferencingOperationAKS",
                    "EnvironmentChangeEvent",
                    "EnvironmentReadEvent",
                    "DataLabelChangeEvent",
                    "DataLabelReadEvent",
                    "ComputeInstanceEvent",
                    "DataStoreChangeEvent",
                    "DataStoreReadEvent",
                    "DataSetChangeEvent",
                    "DataSetReadEvent",
                    "PipelineChangeEvent",
                    "PipelineReadEvent",
                    "RunEvent",
                    "RunReadEvent"),
            "microsoft.keyvault/vaults",
            List.of("AuditEvent", "AzurePolicyEvaluationDetails"),
            "microsoft.containerregistry/registries",
            List.of("ContainerRegistryRepositoryEvents", "ContainerRegistryLoginEvents"),
            "microsoft.storage/storageaccounts",
            List.of(),
            "microsoft.storage/storageaccounts/blobservices",
            STORAGE,
            "microsoft.storage/storageaccounts/fileservices",
            STORAGE,
            "microsoft.insights/components",
            List.of(
                    "AppAvailabilityResults",
                    "AppBrowserTimings",
                    "AppDependencies",
                    "AppEvents",
                    "AppExceptions",
                    "AppMetrics",
                    "AppPageViews",
                    "AppPerformanceCounters",
                    "AppRequests",
                    "AppSystemEvents",
                    "AppTraces"),
            "microsoft.resources/subscriptions",
            List.of(
                    "Administrative",
                    "Security",
                    "ServiceHealth",
                    "Alert",
                    "Recommendation",
                    "Policy",
                    "Autoscale",
                    "ResourceHealth"));

    private LogCategories() {}

    /** Returns null for a type without diagnostic settings. */
    static List<String> of(String type) {
        return TABLE.get(AsciiCase.lower(type));
    }

    static boolean hasMetrics(String type) {
        return !AsciiCase.equal(type, "Microsoft.Resources/subscriptions");
    }
}
