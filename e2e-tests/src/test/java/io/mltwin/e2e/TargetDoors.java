package io.mltwin.e2e;

import static io.mltwin.e2e.ComputeDoors.CLUSTER;
import static io.mltwin.e2e.ComputeDoors.INSTANCE;
import static io.mltwin.e2e.ComputeDoors.UNIQUE;

import io.mltwin.e2e.ComputeDoors.Kind;
import io.mltwin.local.demo.FlowState;
import java.util.List;
import java.util.Map;

/** The doors of compute targets, and of the runs that are submitted to them. */
final class TargetDoors {

    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String SUBMITTED = "doors-job-" + UNIQUE;
    private static final String MACHINE = "doors-vm-" + UNIQUE;

    private final DoorList doors;
    private final FlowState flows;

    /** Brings what can be attached. */
    TargetDoors(DoorList doors) throws Exception {
        this.doors = doors;
        this.flows = doors.flows();
        AttachableResources attachable = new AttachableResources(PLATFORM);
        String group = PLATFORM.fixture().resourceGroupId();
        attachable.machine(group + AttachableResources.MACHINES + "doors-vm");
        attachable.cluster(group + AttachableResources.CLUSTERS + "doors-aks");
    }

    void submitting() {
        String x = "execution/v1.0";
        String experiment = "/experiments/doors-" + UNIQUE;
        doors.write(
                "POST",
                x,
                experiment + "/snapshotrun?runId=" + SUBMITTED,
                submission("cpu-cluster"));
        doors.write("POST", x, experiment + "/runId/" + SUBMITTED + "/cancel", null);
        doors.add(Kind.WRITE, 501, "POST", x, experiment + "/startrun", null);
        doors.add(Kind.WRITE, 501, "POST", x, experiment + "/startlocalrun", null);
    }

    private Map<String, Object> submission(String target) {
        return Map.of(
                "snapshotId",
                flows.snapshotId(),
                "configuration",
                Map.of(
                        "script",
                        "Train.java",
                        "target",
                        target,
                        "environment",
                        Map.of("name", "AzureML-Tribuo-4.3")));
    }

    void computes() {
        Map<String, Object> scale =
                Map.of("scaleSettings", Map.of("minNodeCount", 0, "maxNodeCount", 1));
        Map<String, Object> cluster =
                Map.of(
                        "vmSize",
                        "STANDARD_DS2_V2",
                        "scaleSettings",
                        Map.of("minNodeCount", 0, "maxNodeCount", 1));
        doors.arm(Kind.READ, "GET", "/computes", null);
        doors.arm(Kind.READ, "GET", "/computes/cpu-cluster", null);
        doors.arm(Kind.WRITE, "POST", "/computes/cpu-cluster/listNodes", null);
        doors.arm(Kind.WRITE, "PUT", "/computes/" + CLUSTER, compute("AmlCompute", null, cluster));
        doors.arm(Kind.WRITE, "PATCH", "/computes/" + CLUSTER, Map.of("properties", scale));
        doors.arm(Kind.WRITE, "DELETE", "/computes/" + CLUSTER, null);
        attaching();
        for (String operation : List.of("start", "stop", "restart")) {
            doors.add(Kind.WRITE, 400, "POST", null, "/computes/cpu-cluster/" + operation, null);
        }
        doors.add(Kind.WRITE, 501, "POST", null, "/computes/cpu-cluster/listKeys", null);
        instances();
    }

    private void instances() {
        String instance = "/computes/" + INSTANCE;
        doors.arm(
                Kind.WRITE,
                "PUT",
                instance,
                compute("ComputeInstance", null, Map.of("vmSize", "STANDARD_DS3_V2")));
        doors.arm(Kind.READ, "GET", instance, null);
        doors.arm(Kind.WRITE, "POST", instance + "/stop", null);
        doors.arm(Kind.WRITE, "POST", instance + "/start", null);
        doors.arm(Kind.WRITE, "POST", instance + "/restart", null);
        for (String operation : List.of("listKeys", "applicationaccess", "reimage")) {
            doors.add(Kind.WRITE, 501, "POST", null, instance + "/" + operation, null);
        }
        doors.add(
                Kind.WRITE,
                501,
                "POST",
                "execution/v1.0",
                "/experiments/doors-" + UNIQUE + "/snapshotrun",
                submission(INSTANCE));
        doors.arm(Kind.WRITE, "DELETE", instance, null);
    }

    private void attaching() {
        String group = PLATFORM.fixture().resourceGroupId();
        Map<String, Object> account =
                Map.of("username", "azureuser", "password", "not-kept-" + UNIQUE);
        doors.arm(
                Kind.WRITE,
                "PUT",
                "/computes/" + MACHINE,
                compute(
                        "VirtualMachine",
                        group + AttachableResources.MACHINES + "doors-vm",
                        Map.of(
                                "sshPort",
                                22,
                                "address",
                                "203.0.113.7",
                                "administratorAccount",
                                account)));
        doors.arm(Kind.READ, "GET", "/computes/" + MACHINE, null);
        doors.add(
                Kind.WRITE,
                501,
                "POST",
                "execution/v1.0",
                "/experiments/doors-" + UNIQUE + "/snapshotrun",
                submission(MACHINE));
        doors.arm(Kind.WRITE, "DELETE", "/computes/" + MACHINE, null);
        String hadoop = "/computes/hdi-" + UNIQUE;
        doors.arm(
                Kind.WRITE,
                "PUT",
                hadoop,
                compute(
                        "HDInsight",
                        group + "/providers/Microsoft.HDInsight/clusters/h1",
                        Map.of()));
        doors.arm(Kind.WRITE, "DELETE", hadoop, null);
        String aks = "/computes/aks-" + UNIQUE;
        doors.arm(
                Kind.WRITE,
                "PUT",
                aks,
                compute(
                        "AKS",
                        group + AttachableResources.CLUSTERS + "doors-aks",
                        Map.of("agentCount", 1)));
        doors.arm(Kind.WRITE, "DELETE", aks, null);
    }

    private static Map<String, Object> compute(
            String type, String resourceId, Map<String, Object> properties) {
        return Map.of(
                "location",
                "eastus",
                "properties",
                resourceId == null
                        ? Map.of("computeType", type, "properties", properties)
                        : Map.of(
                                "computeType",
                                type,
                                "resourceId",
                                resourceId,
                                "properties",
                                properties));
    }
}
