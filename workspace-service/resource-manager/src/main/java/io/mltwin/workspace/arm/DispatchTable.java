package io.mltwin.workspace.arm;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.ServiceName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which service answers for which namespace and type; the longest match wins. The same table
 * stands in docs/arm-dispatch.md; a test reads both.
 */
final class DispatchTable {

    private static final String ML = "Microsoft.MachineLearningServices";

    static final Map<ServiceName, List<String>> ROWS = new LinkedHashMap<>();

    static {
        ROWS.put(
                ServiceName.WORKSPACE,
                List.of(
                        "Microsoft.Resources",
                        "Microsoft.Authorization/locks",
                        "Microsoft.Authorization/policyAssignments",
                        "Microsoft.Authorization/policyDefinitions",
                        "Microsoft.Authorization/policySetDefinitions",
                        "Microsoft.Authorization/policyExemptions",
                        "Microsoft.PolicyInsights",
                        "Microsoft.Network",
                        "Microsoft.Storage",
                        "Microsoft.DocumentDB",
                        "Microsoft.Search",
                        "Microsoft.Databricks",
                        ML));
        ROWS.put(
                ServiceName.IDENTITY,
                List.of(
                        "Microsoft.Authorization/roleAssignments",
                        "Microsoft.Authorization/roleDefinitions",
                        "Microsoft.Authorization/denyAssignments",
                        "Microsoft.Authorization/permissions",
                        "Microsoft.Authorization/providerOperations",
                        "Microsoft.Authorization/elevateAccess",
                        "Microsoft.ManagedIdentity"));
        ROWS.put(ServiceName.KEYVAULT, List.of("Microsoft.KeyVault"));
        ROWS.put(
                ServiceName.COMPUTE,
                List.of(
                        ML + "/workspaces/computes",
                        ML + "/workspaces/jobs",
                        ML + "/workspaces/schedules",
                        ML + "/workspaces/batchEndpoints",
                        ML + "/workspaces/environments",
                        ML + "/workspaces/codes",
                        ML + "/workspaces/data",
                        ML + "/workspaces/components",
                        ML + "/workspaces/datastores",
                        ML + "/locations/usages",
                        ML + "/locations/quotas",
                        ML + "/locations/updateQuotas",
                        ML + "/locations/vmSizes",
                        ML + "/locations/computeOperationsStatus",
                        "Microsoft.Compute",
                        "Microsoft.HDInsight",
                        "Microsoft.DataFactory"));
        ROWS.put(
                ServiceName.SCORING,
                List.of(
                        ML + "/workspaces/models",
                        ML + "/workspaces/onlineEndpoints",
                        ML + "/workspaces/services",
                        "Microsoft.ContainerRegistry",
                        "Microsoft.ContainerService",
                        "Microsoft.ContainerInstance"));
        ROWS.put(
                ServiceName.TELEMETRY,
                List.of("Microsoft.Insights", "Microsoft.OperationalInsights", "Microsoft.Security"));
    }

    private DispatchTable() {}

    /** Returns the service that answers for a type, or null when none does. */
    static ServiceName find(String type) {
        ServiceName found = null;
        int longest = -1;
        for (Map.Entry<ServiceName, List<String>> row : ROWS.entrySet()) {
            for (String prefix : row.getValue()) {
                if (prefix.length() > longest && covers(prefix, type)) {
                    found = row.getKey();
                    longest = prefix.length();
                }
            }
        }
        return found;
    }

    /** True when some type of the namespace is answered. */
    static boolean knows(String namespace) {
        String start = AsciiCase.lower(namespace);
        return ROWS.values().stream()
                .flatMap(List::stream)
                .map(prefix -> AsciiCase.lower(prefix))
                .anyMatch(prefix -> prefix.equals(start) || prefix.startsWith(start + "/"));
    }

    private static boolean covers(String prefix, String type) {
        String given = AsciiCase.lower(type);
        String row = AsciiCase.lower(prefix);
        return given.equals(row) || given.startsWith(row + "/");
    }
}
