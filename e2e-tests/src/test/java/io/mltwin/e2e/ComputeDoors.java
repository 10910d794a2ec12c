package io.mltwin.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The doors of the training half, in the v1 data plane and in ARM, each with who may open it. */
final class ComputeDoors {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String UNIQUE = UUID.randomUUID().toString().substring(0, 8);
    private static final String OWN_RUN = "doors-run-" + UNIQUE;
    private static final String SUBMITTED = "doors-job-" + UNIQUE;
    private static final String MACHINE = "doors-vm-" + UNIQUE;
    private static final String CLUSTER = "doors-c-" + UNIQUE;
    private static final String INSTANCE = "doors-x" + UNIQUE;
    private static final String STORE = "doors_" + UNIQUE;

    private final FlowState flows = PLATFORM.flows();
    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private final String metricId;
    private final String experimentId;
    private final String ownExperimentId;

    /** What a Reader may. */
    enum Kind {
        READ,
        WRITE,
        /** For nobody but a run with its own token. */
        RUN_ONLY
    }

    /** How a caller without or with a token comes to a door. */
    interface Call {
        FlowClient.Answer by(String token) throws Exception;
    }

    /**
     * One route.
     *
     * @param status what an allowed caller gets; 200 stands for any 2xx
     */
    record Door(String name, Kind kind, int status, Call call) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Looks at what the flows left. */
    ComputeDoors() throws Exception {
        AttachableResources attachable = new AttachableResources(PLATFORM);
        String group = PLATFORM.fixture().resourceGroupId();
        attachable.machine(group + AttachableResources.MACHINES + "doors-vm");
        attachable.cluster(group + AttachableResources.CLUSTERS + "doors-aks");
        String reader = azure.armToken("reader");
        JsonNode metrics =
                client.json(
                                "POST",
                                v1("history/v1.0", "/experiments/breast-cancer/metrics:query"),
                                reader,
                                Map.of("filter", "RunId eq '" + flows.runId() + "'"))
                        .expect(200)
                        .json();
        metricId = metrics.path("value").path(0).path("metricId").asText();
        experimentId =
                client.get(v1("history/v1.0", "/experiments/breast-cancer"), reader)
                        .expect(200)
                        .json()
                        .path("experimentId")
                        .asText();
        ownExperimentId =
                client.json(
                                "POST",
                                v1("history/v1.0", "/experiments/doors-" + UNIQUE),
                                azure.armToken("contributor"),
                                null)
                        .expect(200)
                        .json()
                        .path("experimentId")
                        .asText();
    }

    List<Door> all() {
        List<Door> doors = new ArrayList<>();
        experiments(doors);
        runs(doors);
        metrics(doors);
        artifacts(doors);
        snapshotsAndEnvironments(doors);
        submitting(doors);
        datastores(doors);
        computes(doors);
        return doors;
    }

    private void experiments(List<Door> doors) {
        String h = "history/v1.0";
        read(doors, "GET", h, "/experiments/breast-cancer", null);
        read(doors, "GET", h, "/experimentids/" + experimentId, null);
        read(doors, "POST", h, "/experiments:query", Map.of());
        write(doors, "POST", h, "/experiments/doors-" + UNIQUE, null);
        write(doors, "PATCH", h, "/experimentids/" + ownExperimentId, Map.of("description", "d"));
        write(
                doors,
                "DELETE",
                h,
                "/experimentids/" + ownExperimentId + "/tags",
                Map.of("tags", List.of("t")));
    }

    private void runs(List<Door> doors) {
        String h = "history/v1.0";
        String run = "/experiments/breast-cancer/runs/" + flows.runId();
        String own = "/experiments/doors-" + UNIQUE + "/runs/" + OWN_RUN;
        for (String path :
                List.of(
                        run,
                        run + "/details",
                        run + "/children",
                        "/runs/" + flows.runId(),
                        "/runs/" + flows.runId() + "/details",
                        "/experiments/breast-cancer/runs")) {
            read(doors, "GET", h, path, null);
        }
        read(doors, "POST", h, "/experiments/breast-cancer/runs:query", Map.of());
        read(doors, "POST", h, "/runs:query", Map.of("top", 1));
        write(doors, "PATCH", h, own, Map.of("name", "made"));
        write(doors, "PATCH", h, "/runs/" + OWN_RUN, Map.of("displayName", "d"));
        write(doors, "PATCH", h, own + "/tags", Map.of("tagsToModify", Map.of("t", "1")));
        write(doors, "DELETE", h, own + "/tags", Map.of("tags", List.of("t")));
        write(doors, "POST", h, own + "/events", Map.of("name", "e"));
        doors.add(
                new Door(
                        "POST own run's token",
                        Kind.RUN_ONLY,
                        403,
                        token -> client.json("POST", v1(h, own + "/token"), token, null)));
    }

    private void metrics(List<Door> doors) {
        String h = "history/v1.0";
        String own = "/experiments/doors-" + UNIQUE + "/runs/" + OWN_RUN;
        read(doors, "POST", h, "/experiments/breast-cancer/metrics:query", Map.of("top", 1));
        read(doors, "GET", h, "/experiments/breast-cancer/metrics/" + metricId, null);
        write(doors, "POST", h, own + "/metrics", metric());
        write(doors, "POST", h, own + "/batch/metrics", Map.of("values", List.of(metric())));
        String v2 = "metric/v2.0";
        write(doors, "POST", v2, "/runs/" + OWN_RUN + "/batch", Map.of("values", List.of()));
        read(doors, "POST", v2, "/runs/" + flows.runId() + "/list", Map.of());
        read(doors, "POST", v2, "/runs/" + OWN_RUN + "/full", Map.of("metricName", "loss"));
        write(doors, "POST", h, own + "/cancel", null);
    }

    private static Map<String, Object> metric() {
        return Map.of(
                "metricId",
                UUID.randomUUID().toString(),
                "metricType",
                "azureml.v1.scalar",
                "name",
                "loss",
                "numCells",
                1,
                "cells",
                List.of(Map.of("loss", 0.5)),
                "schema",
                Map.of(
                        "numProperties",
                        1,
                        "properties",
                        List.of(Map.of("propertyId", "loss", "name", "loss", "type", "float"))));
    }

    private void artifacts(List<Door> doors) {
        String run = "/experiments/breast-cancer/runs/" + flows.runId() + "/artifacts";
        String container = "/artifacts/ExperimentRun/dcid." + flows.runId();
        String model = "?path=outputs/model.onnx";
        read(doors, "GET", "history/v1.0", run, null);
        read(doors, "GET", "history/v1.0", run + "/path?path=outputs", null);
        read(doors, "GET", "history/v1.0", run + "/metadata" + model, null);
        read(doors, "GET", "history/v1.0", run + "/contentinfo" + model, null);
        read(doors, "GET", "artifact/v2.0", container, null);
        read(doors, "GET", "artifact/v2.0", container + "/metadata" + model, null);
        read(doors, "GET", "artifact/v2.0", container + "/contentinfo" + model, null);
        read(doors, "GET", "artifact/v2.0", container + "/content" + model, null);
        String upload = "/artifacts/LocalUpload/doors-" + UNIQUE + "/content?path=a.txt";
        doors.add(
                new Door(
                        "POST artifact/v2.0 " + upload,
                        Kind.WRITE,
                        200,
                        token ->
                                client.send(
                                        "POST",
                                        v1("artifact/v2.0", upload + "&allowOverwrite=true"),
                                        token,
                                        BodyPublishers.ofString("text"),
                                        Map.of("Content-Type", "application/octet-stream"))));
    }

    private void snapshotsAndEnvironments(List<Door> doors) {
        String c = "content/v1.0";
        String snapshot = "/snapshots/" + UUID.randomUUID();
        doors.add(
                new Door(
                        "POST " + c + snapshot,
                        Kind.WRITE,
                        200,
                        token ->
                                client.upload(
                                        v1(c, snapshot),
                                        token,
                                        Map.of("a.txt", "a".getBytes(StandardCharsets.UTF_8)))));
        for (String path : List.of("/metadata", "/zip", "/files", "/files?path=Train.java")) {
            read(doors, "GET", c, "/snapshots/" + flows.snapshotId() + path, null);
        }
        String e = "environment/v1.0";
        String environment = "/environments/AzureML-Tribuo-4.3";
        read(doors, "GET", e, "/environments", null);
        read(doors, "GET", e, environment, null);
        String version = environment + "/versions/1";
        read(doors, "GET", e, version, null);
        add(doors, Kind.WRITE, 501, "PUT", e, version, Map.of());
    }

    private void submitting(List<Door> doors) {
        String x = "execution/v1.0";
        String experiment = "/experiments/doors-" + UNIQUE;
        write(
                doors,
                "POST",
                x,
                experiment + "/snapshotrun?runId=" + SUBMITTED,
                submission("cpu-cluster"));
        write(doors, "POST", x, experiment + "/runId/" + SUBMITTED + "/cancel", null);
        add(doors, Kind.WRITE, 501, "POST", x, experiment + "/startrun", null);
        add(doors, Kind.WRITE, 501, "POST", x, experiment + "/startlocalrun", null);
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

    private void datastores(List<Door> doors) {
        String d = "datastore/v1.0";
        read(doors, "GET", d, "/datastores", null);
        read(doors, "GET", d, "/datastores/workspaceblobstore", null);
        read(doors, "GET", d, "/default", null);
        Map<String, Object> store =
                Map.of(
                        "name",
                        STORE,
                        "dataStoreType",
                        "AzureBlob",
                        "azureStorageSection",
                        Map.of(
                                "accountName",
                                flows.storageAccount(),
                                "containerName",
                                "data",
                                "credentialType",
                                "AccountKey",
                                "credential",
                                "a2V5"));
        write(doors, "POST", d, "/datastores", store);
        write(doors, "PUT", d, "/datastores/" + STORE, store);
        write(doors, "PUT", d, "/default/" + STORE, null);
        write(doors, "DELETE", d, "/datastores/" + STORE, null);
        write(doors, "DELETE", d, "/datastores", null);
        Map<String, Object> properties =
                Map.of(
                        "datastoreType",
                        "AzureBlob",
                        "accountName",
                        flows.storageAccount(),
                        "containerName",
                        "data",
                        "credentials",
                        Map.of("credentialsType", "AccountKey", "secrets", Map.of("key", "a2V5")));
        arm(doors, Kind.READ, "GET", "/datastores", null);
        arm(doors, Kind.READ, "GET", "/datastores/workspaceblobstore", null);
        arm(doors, Kind.WRITE, "PUT", "/datastores/" + STORE, Map.of("properties", properties));
        arm(doors, Kind.WRITE, "POST", "/datastores/" + STORE + "/listSecrets", Map.of());
        arm(doors, Kind.WRITE, "DELETE", "/datastores/" + STORE, null);
    }

    private void computes(List<Door> doors) {
        Map<String, Object> scale =
                Map.of("scaleSettings", Map.of("minNodeCount", 0, "maxNodeCount", 1));
        Map<String, Object> cluster =
                Map.of(
                        "vmSize",
                        "STANDARD_DS2_V2",
                        "scaleSettings",
                        Map.of("minNodeCount", 0, "maxNodeCount", 1));
        arm(doors, Kind.READ, "GET", "/computes", null);
        arm(doors, Kind.READ, "GET", "/computes/cpu-cluster", null);
        arm(doors, Kind.WRITE, "POST", "/computes/cpu-cluster/listNodes", null);
        arm(doors, Kind.WRITE, "PUT", "/computes/" + CLUSTER, compute("AmlCompute", null, cluster));
        arm(doors, Kind.WRITE, "PATCH", "/computes/" + CLUSTER, Map.of("properties", scale));
        arm(doors, Kind.WRITE, "DELETE", "/computes/" + CLUSTER, null);
        attaching(doors);
        for (String operation : List.of("start", "stop", "restart")) {
            add(doors, Kind.WRITE, 400, "POST", null, "/computes/cpu-cluster/" + operation, null);
        }
        add(doors, Kind.WRITE, 501, "POST", null, "/computes/cpu-cluster/listKeys", null);
        instances(doors);
    }

    private void instances(List<Door> doors) {
        String instance = "/computes/" + INSTANCE;
        arm(
                doors,
                Kind.WRITE,
                "PUT",
                instance,
                compute("ComputeInstance", null, Map.of("vmSize", "STANDARD_DS3_V2")));
        arm(doors, Kind.READ, "GET", instance, null);
        arm(doors, Kind.WRITE, "POST", instance + "/stop", null);
        arm(doors, Kind.WRITE, "POST", instance + "/start", null);
        arm(doors, Kind.WRITE, "POST", instance + "/restart", null);
        for (String operation : List.of("listKeys", "applicationaccess", "reimage")) {
            add(doors, Kind.WRITE, 501, "POST", null, instance + "/" + operation, null);
        }
        add(
                doors,
                Kind.WRITE,
                501,
                "POST",
                "execution/v1.0",
                "/experiments/doors-" + UNIQUE + "/snapshotrun",
                submission(INSTANCE));
        arm(doors, Kind.WRITE, "DELETE", instance, null);
    }

    private void attaching(List<Door> doors) {
        String group = PLATFORM.fixture().resourceGroupId();
        Map<String, Object> account =
                Map.of("username", "azureuser", "password", "not-kept-" + UNIQUE);
        arm(
                doors,
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
        arm(doors, Kind.READ, "GET", "/computes/" + MACHINE, null);
        add(
                doors,
                Kind.WRITE,
                501,
                "POST",
                "execution/v1.0",
                "/experiments/doors-" + UNIQUE + "/snapshotrun",
                submission(MACHINE));
        arm(doors, Kind.WRITE, "DELETE", "/computes/" + MACHINE, null);
        String hadoop = "/computes/hdi-" + UNIQUE;
        arm(
                doors,
                Kind.WRITE,
                "PUT",
                hadoop,
                compute(
                        "HDInsight",
                        group + "/providers/Microsoft.HDInsight/clusters/h1",
                        Map.of()));
        arm(doors, Kind.WRITE, "DELETE", hadoop, null);
        String aks = "/computes/aks-" + UNIQUE;
        arm(
                doors,
                Kind.WRITE,
                "PUT",
                aks,
                compute(
                        "AKS",
                        group + AttachableResources.CLUSTERS + "doors-aks",
                        Map.of("agentCount", 1)));
        arm(doors, Kind.WRITE, "DELETE", aks, null);
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

    private void read(List<Door> doors, String method, String service, String path, Object body) {
        add(doors, Kind.READ, 200, method, service, path, body);
    }

    private void write(List<Door> doors, String method, String service, String path, Object body) {
        add(doors, Kind.WRITE, 200, method, service, path, body);
    }

    private void arm(List<Door> doors, Kind kind, String method, String path, Object body) {
        add(doors, kind, 200, method, null, path, body);
    }

    /** A door of ARM where no service of the data plane is named. */
    private void add(
            List<Door> doors,
            Kind kind,
            int status,
            String method,
            String service,
            String path,
            Object body) {
        String address =
                service == null
                        ? azure.arm(flows.workspaceId() + path)
                                + (method.equals("DELETE") && path.startsWith("/computes/")
                                        ? "&underlyingResourceAction="
                                                + (path.endsWith(CLUSTER) || path.endsWith(INSTANCE)
                                                        ? "Delete"
                                                        : "Detach")
                                        : "")
                        : v1(service, path);
        doors.add(
                new Door(
                        method + " " + (service == null ? "arm" : service) + path,
                        kind,
                        status,
                        token -> client.json(method, address, token, body)));
    }

    private String v1(String service, String path) {
        return azure.training("eastus", service, flows.workspaceId(), path);
    }
}
