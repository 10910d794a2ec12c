package io.mltwin.e2e;

import static io.mltwin.e2e.ComputeDoors.UNIQUE;

import io.mltwin.e2e.ComputeDoors.Door;
import io.mltwin.e2e.ComputeDoors.Kind;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The doors of artifacts, snapshots, environments and datastores. */
final class DataDoors {

    private static final String STORE = "doors_" + UNIQUE;

    private final DoorList doors;
    private final FlowClient client;
    private final FlowState flows;

    DataDoors(DoorList doors) {
        this.doors = doors;
        this.client = doors.client();
        this.flows = doors.flows();
    }

    void artifacts() {
        String run = "/experiments/breast-cancer/runs/" + flows.runId() + "/artifacts";
        String container = "/artifacts/ExperimentRun/dcid." + flows.runId();
        String model = "?path=outputs/model.onnx";
        doors.read("GET", "history/v1.0", run, null);
        doors.read("GET", "history/v1.0", run + "/path?path=outputs", null);
        doors.read("GET", "history/v1.0", run + "/metadata" + model, null);
        doors.read("GET", "history/v1.0", run + "/contentinfo" + model, null);
        doors.read("GET", "artifact/v2.0", container, null);
        doors.read("GET", "artifact/v2.0", container + "/metadata" + model, null);
        doors.read("GET", "artifact/v2.0", container + "/contentinfo" + model, null);
        doors.read("GET", "artifact/v2.0", container + "/content" + model, null);
        String upload = "/artifacts/LocalUpload/doors-" + UNIQUE + "/content?path=a.txt";
        doors.add(
                new Door(
                        "POST artifact/v2.0 " + upload,
                        Kind.WRITE,
                        200,
                        token ->
                                client.send(
                                        "POST",
                                        doors.v1("artifact/v2.0", upload + "&allowOverwrite=true"),
                                        token,
                                        BodyPublishers.ofString("text"),
                                        Map.of("Content-Type", "application/octet-stream"))));
    }

    void snapshotsAndEnvironments() {
        String c = "content/v1.0";
        String snapshot = "/snapshots/" + UUID.randomUUID();
        doors.add(
                new Door(
                        "POST " + c + snapshot,
                        Kind.WRITE,
                        200,
                        token ->
                                client.upload(
                                        doors.v1(c, snapshot),
                                        token,
                                        Map.of("a.txt", "a".getBytes(StandardCharsets.UTF_8)))));
        for (String path : List.of("/metadata", "/zip", "/files", "/files?path=Train.java")) {
            doors.read("GET", c, "/snapshots/" + flows.snapshotId() + path, null);
        }
        String e = "environment/v1.0";
        String environment = "/environments/AzureML-Tribuo-4.3";
        doors.read("GET", e, "/environments", null);
        doors.read("GET", e, environment, null);
        String version = environment + "/versions/1";
        doors.read("GET", e, version, null);
        doors.add(Kind.WRITE, 501, "PUT", e, version, Map.of());
    }

    void datastores() {
        String d = "datastore/v1.0";
        doors.read("GET", d, "/datastores", null);
        doors.read("GET", d, "/datastores/workspaceblobstore", null);
        doors.read("GET", d, "/default", null);
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
        doors.write("POST", d, "/datastores", store);
        doors.write("PUT", d, "/datastores/" + STORE, store);
        doors.write("PUT", d, "/default/" + STORE, null);
        doors.write("DELETE", d, "/datastores/" + STORE, null);
        doors.write("DELETE", d, "/datastores", null);
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
        doors.arm(Kind.READ, "GET", "/datastores", null);
        doors.arm(Kind.READ, "GET", "/datastores/workspaceblobstore", null);
        doors.arm(Kind.WRITE, "PUT", "/datastores/" + STORE, Map.of("properties", properties));
        doors.arm(Kind.WRITE, "POST", "/datastores/" + STORE + "/listSecrets", Map.of());
        doors.arm(Kind.WRITE, "DELETE", "/datastores/" + STORE, null);
    }
}
