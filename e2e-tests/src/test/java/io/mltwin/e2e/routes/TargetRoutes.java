package io.mltwin.e2e.routes;

import static io.mltwin.e2e.routes.ComputeRoutes.CLUSTER;
import static io.mltwin.e2e.routes.ComputeRoutes.INSTANCE;
import static io.mltwin.e2e.routes.ComputeRoutes.UNIQUE;

import io.mltwin.e2e.fixtures.AttachableResources;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.e2e.routes.ComputeRoutes.Kind;
import io.mltwin.local.demo.FlowState;
import java.util.List;
import java.util.Map;

/** The routes of compute targets, and of the runs that are submitted to them. */
final class TargetRoutes {

    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String SUBMITTED = "route-job-" + UNIQUE;
    private static final String MACHINE = "route-vm-" + UNIQUE;

    private final RouteList routes;
    private final FlowState flows;

    /** Brings what can be attached. */
    TargetRoutes(RouteList routes) throws Exception {
        this.routes = routes;
        this.flows = routes.flows();
        AttachableResources attachable = new AttachableResources(PLATFORM);
        String group = PLATFORM.fixture().resourceGroupId();
        attachable.machine(group + AttachableResources.MACHINES + "route-vm");
        attachable.cluster(group + AttachableResources.CLUSTERS + "route-aks");
    }

    void submitting() {
        String x = "execution/v1.0";
        String experiment = "/experiments/route-" + UNIQUE;
        routes.write("POST", x, experiment + "/snapshotrun?runId=" + SUBMITTED, submission("cpu-cluster"));
        routes.write("POST", x, experiment + "/runId/" + SUBMITTED + "/cancel", null);
        routes.add(Kind.WRITE, 501, "POST", x, experiment + "/startrun", null);
        routes.write(
                "POST",
                x,
                experiment + "/startlocalrun",
                Map.of(
                        "configuration",
                        Map.of("script", "train.py", "environment", Map.of("name", "AzureML-Python-3-Stdlib"))));
    }

    private Map<String, Object> submission(String target) {
        return Map.of(
                "snapshotId",
                flows.snapshotId(),
                "configuration",
                Map.of("script", "Train.java", "target", target, "environment", Map.of("name", "AzureML-Tribuo-4.3")));
    }

    void computes() {
        Map<String, Object> scale = Map.of("scaleSettings", Map.of("minNodeCount", 0, "maxNodeCount", 1));
        Map<String, Object> cluster =
                Map.of("vmSize", "STANDARD_DS2_V2", "scaleSettings", Map.of("minNodeCount", 0, "maxNodeCount", 1));
        routes.arm(Kind.READ, "GET", "/computes", null);
        routes.arm(Kind.READ, "GET", "/computes/cpu-cluster", null);
        routes.arm(Kind.WRITE, "POST", "/computes/cpu-cluster/listNodes", null);
        routes.arm(Kind.WRITE, "PUT", "/computes/" + CLUSTER, compute("AmlCompute", null, cluster));
        routes.arm(Kind.WRITE, "PATCH", "/computes/" + CLUSTER, Map.of("properties", scale));
        routes.arm(Kind.WRITE, "DELETE", "/computes/" + CLUSTER, null);
        attaching();
        for (String operation : List.of("start", "stop", "restart")) {
            routes.add(Kind.WRITE, 400, "POST", null, "/computes/cpu-cluster/" + operation, null);
        }
        routes.add(Kind.WRITE, 501, "POST", null, "/computes/cpu-cluster/listKeys", null);
        instances();
    }

    private void instances() {
        String instance = "/computes/" + INSTANCE;
        routes.arm(Kind.WRITE, "PUT", instance, compute("ComputeInstance", null, Map.of("vmSize", "STANDARD_DS3_V2")));
        routes.arm(Kind.READ, "GET", instance, null);
        routes.arm(Kind.WRITE, "POST", instance + "/stop", null);
        routes.arm(Kind.WRITE, "POST", instance + "/start", null);
        routes.arm(Kind.WRITE, "POST", instance + "/restart", null);
        for (String operation : List.of("listKeys", "applicationaccess", "reimage")) {
            routes.add(Kind.WRITE, 501, "POST", null, instance + "/" + operation, null);
        }
        routes.add(
                Kind.WRITE,
                501,
                "POST",
                "execution/v1.0",
                "/experiments/route-" + UNIQUE + "/snapshotrun",
                submission(INSTANCE));
        routes.arm(Kind.WRITE, "DELETE", instance, null);
    }

    private void attaching() {
        String group = PLATFORM.fixture().resourceGroupId();
        // without a credential nobody connects: that there is a machine is another test's subject
        Map<String, Object> account = Map.of("username", "azureuser");
        routes.arm(
                Kind.WRITE,
                "PUT",
                "/computes/" + MACHINE,
                compute(
                        "VirtualMachine",
                        group + AttachableResources.MACHINES + "route-vm",
                        Map.of("sshPort", 22, "address", "203.0.113.7", "administratorAccount", account)));
        routes.arm(Kind.READ, "GET", "/computes/" + MACHINE, null);
        routes.add(
                Kind.WRITE,
                501,
                "POST",
                "execution/v1.0",
                "/experiments/route-" + UNIQUE + "/snapshotrun",
                submission(MACHINE));
        routes.arm(Kind.WRITE, "DELETE", "/computes/" + MACHINE, null);
        String hadoop = "/computes/hdi-" + UNIQUE;
        routes.arm(
                Kind.WRITE,
                "PUT",
                hadoop,
                compute("HDInsight", group + "/providers/Microsoft.HDInsight/clusters/h1", Map.of()));
        routes.arm(Kind.WRITE, "DELETE", hadoop, null);
        String aks = "/computes/aks-" + UNIQUE;
        routes.arm(
                Kind.WRITE,
                "PUT",
                aks,
                compute("AKS", group + AttachableResources.CLUSTERS + "route-aks", Map.of("agentCount", 1)));
        routes.arm(Kind.WRITE, "DELETE", aks, null);
    }

    private static Map<String, Object> compute(String type, String resourceId, Map<String, Object> properties) {
        return Map.of(
                "location",
                "eastus",
                "properties",
                resourceId == null
                        ? Map.of("computeType", type, "properties", properties)
                        : Map.of("computeType", type, "resourceId", resourceId, "properties", properties));
    }
}
