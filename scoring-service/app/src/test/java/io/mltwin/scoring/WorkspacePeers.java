package io.mltwin.scoring;

import io.mltwin.encoding.Sha256;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What workspace-service and compute-service answer about one workspace: its resources, its blobs,
 * its compute targets.
 */
final class WorkspacePeers {

    static final String SUBSCRIPTION = "/subscriptions/20000000-0000-4000-8000-000000000001";
    static final String GROUP = SUBSCRIPTION + "/resourceGroups/rg1";
    static final String ENCRYPTED_CLUSTER = GROUP + "/providers/Microsoft.ContainerService/managedClusters/encrypted";
    static final String KEY_REFUSED = "the customer-managed key cannot be used";
    private static final String CONTAINER = "/azureml/";

    private final String workspace;
    private final String registry;
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private volatile boolean isStorageRefused;
    private volatile boolean isUnderKey;
    private volatile String keyRefusal;
    private final AtomicInteger refusals = new AtomicInteger();

    WorkspacePeers(String name, String registryName) {
        this.workspace = GROUP + "/providers/Microsoft.MachineLearningServices/workspaces/" + name;
        this.registry = GROUP + "/providers/Microsoft.ContainerRegistry/registries/" + registryName;
    }

    String workspace() {
        return workspace;
    }

    String registry() {
        return registry;
    }

    String registryName() {
        return registry.substring(registry.lastIndexOf('/') + 1);
    }

    void blob(String path, byte[] content) {
        blobs.put(path, content);
    }

    void blob(String path, String content) {
        blob(path, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes the role for storage from the workspace's identity, or gives it again. */
    void refuseStorage(boolean refuse) {
        isStorageRefused = refuse;
    }

    /** Puts the workspace under a customer's key, which compute-service opens. */
    void putUnderKey() {
        isUnderKey = true;
    }

    /** Has compute-service refuse the key with this sub status; null lets it open again. */
    void refuseKey(String subStatus) {
        keyRefusal = subStatus;
    }

    /** How often compute-service has refused the key. */
    int refusals() {
        return refusals.get();
    }

    private PeerAnswer key(PeerRequest request) {
        if (keyRefusal != null) {
            refusals.incrementAndGet();
            return PeerAnswer.json(
                    403,
                    Map.of(
                            "error",
                            Map.of(
                                    "code",
                                    "Forbidden",
                                    "message",
                                    KEY_REFUSED,
                                    "innererror",
                                    Map.of("code", keyRefusal))));
        }
        byte[] key = Base64.getDecoder().decode(request.json().path("key").asText());
        for (int i = 0; i < key.length; i++) {
            key[i] ^= 0x5a;
        }
        return PeerAnswer.json(200, Map.of("workspace", workspace, "key", key));
    }

    void program(TestCalls calls) {
        calls.answer("compute", "POST", "/_internal/workspace-keys/*", this::key);
        calls.answer("workspace", "GET", "/_internal/workspaces", this::view);
        calls.answer("workspace", "POST", "/_internal/workspaces/identity-token", PeerAnswer.json(200, """
                        {"accessToken": "storage-token", "expiresOn": 9999999999}"""));
        calls.answer("workspace", "HEAD", CONTAINER + "*", this::read);
        calls.answer("workspace", "GET", CONTAINER + "*", this::read);
        calls.answer("workspace", "GET", "/azureml", this::list);
        calls.answer("compute", "GET", "/_internal/artifacts", this::artifact);
        calls.answer("compute", "GET", "/_internal/model-places", this::place);
        calls.answer("compute", "GET", "/_internal/computes", WorkspacePeers::compute);
        calls.answer("compute", "GET", "/_internal/batch-deployments/models", PeerAnswer.json(200, "[]"));
    }

    private PeerAnswer view(PeerRequest request) {
        if (!workspace.equalsIgnoreCase(request.query("id"))) {
            return PeerAnswer.error(404, "ResourceNotFound", "no such workspace");
        }
        Map<String, Object> view = new HashMap<>(view());
        if (isUnderKey) {
            view.put("customerKey", Map.of("keyIdentifier", "https://v/keys/k/1"));
        }
        return PeerAnswer.json(200, view);
    }

    private Map<String, Object> view() {
        return Map.of(
                "id",
                workspace,
                "name",
                "ws1",
                "location",
                "eastus",
                "tenantId",
                TestIssuer.TENANT,
                "storageAccountName",
                "account1",
                "containerRegistryId",
                registry,
                "applicationInsightsId",
                GROUP + "/providers/Microsoft.Insights/components/ai1",
                "hbiWorkspace",
                false);
    }

    private PeerAnswer read(PeerRequest request) {
        byte[] content = blobs.get(request.path().substring(CONTAINER.length()));
        if (isStorageRefused || !"storage-token".equals(request.bearer())) {
            return PeerAnswer.status(403).withHeader("x-ms-error-code", "AuthorizationPermissionMismatch");
        }
        return content == null
                ? PeerAnswer.status(404)
                : new PeerAnswer(200, Map.of("ETag", "\"" + Sha256.hex(content) + "\""), content);
    }

    private PeerAnswer list(PeerRequest request) {
        StringBuilder xml = new StringBuilder("<EnumerationResults><Blobs>");
        blobs.keySet().stream()
                .filter(name -> name.startsWith(request.query("prefix")))
                .sorted()
                .forEach(name -> xml.append("<Blob><Name>").append(name).append("</Name></Blob>"));
        return new PeerAnswer(
                200,
                Map.of(),
                xml.append("</Blobs><NextMarker/></EnumerationResults>")
                        .toString()
                        .getBytes(StandardCharsets.UTF_8));
    }

    private PeerAnswer artifact(PeerRequest request) {
        String path = request.query("path");
        byte[] content = blobs.get(path);
        return content == null
                ? PeerAnswer.error(404, "NotFound", "no such artifact")
                : PeerAnswer.json(200, Map.of("container", "azureml", "blob", path, "length", content.length));
    }

    /** Datastores {@code workspaceartifactstore} and {@code other}, both in the one container. */
    private PeerAnswer place(PeerRequest request) {
        Matcher uri = Pattern.compile("azureml://(?:sub.*/)?datastores/([a-z]+)/paths/(.+?)/?")
                .matcher(request.query("uri"));
        if (!uri.matches()) {
            return PeerAnswer.error(400, "UserError", "The modelUri cannot be used.");
        }
        Map<String, String> place = new HashMap<>();
        place.put(
                "modelUri",
                "azureml://subscriptions/20000000-0000-4000-8000-000000000001/resourcegroups/rg1/workspaces/"
                        + workspace.substring(workspace.lastIndexOf('/') + 1)
                        + "/datastores/"
                        + uri.group(1)
                        + "/paths/"
                        + uri.group(2));
        place.put("datastore", uri.group(1));
        place.put("host", "account1.blob.core.windows.net");
        place.put("container", "azureml");
        place.put("path", uri.group(2));
        place.put("token", "storage-token");
        if (uri.group(2).startsWith("ExperimentRun/dcid.run1/")) {
            place.put("jobName", "run1");
        }
        return PeerAnswer.json(200, place);
    }

    private static PeerAnswer compute(PeerRequest request) {
        return switch (request.query("name")) {
            case "aks1" ->
                PeerAnswer.json(200, Map.of("name", "aks1", "computeType", "AKS", "provisioningState", "Succeeded"));
            case "aks-encrypted" ->
                PeerAnswer.json(
                        200,
                        Map.of(
                                "name",
                                "aks-encrypted",
                                "computeType",
                                "AKS",
                                "provisioningState",
                                "Succeeded",
                                "resourceId",
                                ENCRYPTED_CLUSTER));
            case "cpu" ->
                PeerAnswer.json(
                        200, Map.of("name", "cpu", "computeType", "AmlCompute", "provisioningState", "Succeeded"));
            default -> PeerAnswer.error(404, "NotFound", "no such compute");
        };
    }
}
