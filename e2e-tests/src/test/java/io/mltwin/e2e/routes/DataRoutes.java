package io.mltwin.e2e.routes;

import static io.mltwin.e2e.routes.ComputeRoutes.UNIQUE;

import io.mltwin.e2e.routes.ComputeRoutes.Kind;
import io.mltwin.e2e.routes.ComputeRoutes.Route;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The routes of artifacts, snapshots, environments and datastores. */
final class DataRoutes {

    private static final String STORE = "route_" + UNIQUE;

    private final RouteList routes;
    private final FlowClient client;
    private final FlowState flows;

    DataRoutes(RouteList routes) {
        this.routes = routes;
        this.client = routes.client();
        this.flows = routes.flows();
    }

    void artifacts() {
        String run = "/experiments/breast-cancer/runs/" + flows.runId() + "/artifacts";
        String container = "/artifacts/ExperimentRun/dcid." + flows.runId();
        String model = "?path=outputs/model.onnx";
        routes.read("GET", "history/v1.0", run, null);
        routes.read("GET", "history/v1.0", run + "/path?path=outputs", null);
        routes.read("GET", "history/v1.0", run + "/metadata" + model, null);
        routes.read("GET", "history/v1.0", run + "/contentinfo" + model, null);
        routes.read("GET", "artifact/v2.0", container, null);
        routes.read("GET", "artifact/v2.0", container + "/metadata" + model, null);
        routes.read("GET", "artifact/v2.0", container + "/contentinfo" + model, null);
        routes.read("GET", "artifact/v2.0", container + "/content" + model, null);
        routes.read("GET", "history/v1.0", run + "/artifacturi" + model, null);
        routes.read("GET", "history/v1.0", run + "/prefix/contentinfo?path=outputs", null);
        routes.read(
                "POST",
                "history/v1.0",
                run + "/batch/metadata",
                Map.of("paths", List.of(Map.of("path", "outputs/model.onnx"))));
        routes.read("GET", "artifact/v2.0", container + "/contentinfo/storageuri" + model, null);
        routes.read("GET", "artifact/v2.0", container + "/prefix/contentinfo?path=outputs", null);
        routes.write("GET", "artifact/v2.0", container + "/write?path=outputs/unwritten", null);
        Map<String, Object> ids =
                Map.of("artifactIds", List.of("ExperimentRun/dcid." + flows.runId() + "/outputs/model.onnx"));
        routes.read("POST", "artifact/v2.0", "/artifacts/batch/metadata", ids);
        routes.read("POST", "artifact/v2.0", "/artifacts/storageuri/batch/metadata", ids);
        routes.read("POST", "history/v1.0", "/rundata", Map.of("runId", flows.runId()));
        String upload = "/artifacts/LocalUpload/route-" + UNIQUE + "/content?path=a.txt";
        routes.add(new Route(
                "POST artifact/v2.0 " + upload,
                Kind.WRITE,
                200,
                token -> client.send(
                        "POST",
                        routes.v1("artifact/v2.0", upload + "&allowOverwrite=true"),
                        token,
                        BodyPublishers.ofString("text"),
                        Map.of("Content-Type", "application/octet-stream"))));
    }

    void snapshotsAndEnvironments() {
        String c = "content/v1.0";
        String snapshot = "/snapshots/" + UUID.randomUUID();
        routes.add(new Route(
                "POST " + c + snapshot,
                Kind.WRITE,
                200,
                token -> client.upload(
                        routes.v1(c, snapshot), token, Map.of("a.txt", "a".getBytes(StandardCharsets.UTF_8)))));
        for (String path : List.of("/metadata", "/zip", "/files", "/files?path=Train.java")) {
            routes.read("GET", c, "/snapshots/" + flows.snapshotId() + path, null);
        }
        String e = "environment/v1.0";
        String environment = "/environments/AzureML-Tribuo-4.3";
        routes.read("GET", e, "/environments", null);
        routes.read("GET", e, environment, null);
        String version = environment + "/versions/1";
        routes.read("GET", e, version, null);
        routes.add(Kind.WRITE, 200, "PUT", e, "/environments/routes", Map.of());
        routes.add(Kind.WRITE, 200, "PUT", e, "/environments/routes/versions/1", Map.of());
    }

    void datastores() {
        String d = "datastore/v1.0";
        routes.read("GET", d, "/datastores", null);
        routes.read("GET", d, "/datastores/workspaceblobstore", null);
        routes.read("GET", d, "/default", null);
        Map<String, Object> store = Map.of(
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
        routes.write("POST", d, "/datastores", store);
        routes.write("PUT", d, "/datastores/" + STORE, store);
        routes.write("PUT", d, "/default/" + STORE, null);
        routes.write("DELETE", d, "/datastores/" + STORE, null);
        routes.write("DELETE", d, "/datastores", null);
        Map<String, Object> properties = Map.of(
                "datastoreType",
                "AzureBlob",
                "accountName",
                flows.storageAccount(),
                "containerName",
                "data",
                "credentials",
                Map.of("credentialsType", "AccountKey", "secrets", Map.of("key", "a2V5")));
        routes.arm(Kind.READ, "GET", "/datastores", null);
        routes.arm(Kind.READ, "GET", "/datastores/workspaceblobstore", null);
        routes.arm(Kind.WRITE, "PUT", "/datastores/" + STORE, Map.of("properties", properties));
        routes.arm(Kind.WRITE, "POST", "/datastores/" + STORE + "/listSecrets", Map.of());
        routes.arm(Kind.WRITE, "DELETE", "/datastores/" + STORE, null);
    }
}
