package io.mltwin.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A customer's vault with keys, as its owner handles them. */
final class CustomerKeyVault {
    private static final String VERSION = "?api-version=7.4";

    private final TestPlatform platform;
    private final Azure azure;
    private final FlowClient client;
    private final String name;
    private final String id;

    CustomerKeyVault(TestPlatform platform, String name) {
        this.platform = platform;
        this.azure = platform.azure();
        this.client = platform.flowClient();
        this.name = name;
        this.id =
                platform.fixture().resourceGroupId()
                        + "/providers/Microsoft.KeyVault/vaults/"
                        + name;
    }

    /** With soft delete and purge protection, as customer-managed keys need it. */
    void create() throws IOException {
        OperatorCredentials.ServicePrincipal owner =
                platform.platform().credentials().servicePrincipals().get("owner");
        Map<String, Object> properties =
                Map.of(
                        "tenantId",
                        owner.tenantId(),
                        "sku",
                        Map.of("family", "A", "name", "standard"),
                        "enablePurgeProtection",
                        true,
                        "accessPolicies",
                        List.of(policy(owner.tenantId(), owner.objectId(), List.of("all"))));
        client.json(
                        "PUT",
                        azure.arm(id),
                        azure.armToken("owner"),
                        Map.of("location", "eastus", "properties", properties))
                .expect(200, 201);
    }

    private static Map<String, Object> policy(String tenant, String objectId, List<String> keys) {
        return Map.of(
                "tenantId", tenant, "objectId", objectId, "permissions", Map.of("keys", keys));
    }

    /** Lets a surface's identity use the keys. */
    void letIn(String objectId) throws IOException {
        String tenant =
                platform.platform().credentials().servicePrincipals().get("owner").tenantId();
        List<String> keys = List.of("get", "wrapKey", "unwrapKey");
        client.json(
                        "PUT",
                        azure.arm(id + "/accessPolicies/add"),
                        azure.armToken("owner"),
                        Map.of(
                                "properties",
                                Map.of("accessPolicies", List.of(policy(tenant, objectId, keys)))))
                .expect(200, 201);
    }

    String id() {
        return id;
    }

    String uri() {
        return azure.vault(name, "/");
    }

    /** Makes the key; the identifier of its first version. */
    String createKey(String key) throws IOException {
        return kid(call("POST", "/keys/" + key + "/create", Map.of("kty", "RSA")));
    }

    /** A newer version, and its identifier. */
    String rotate(String key) throws IOException {
        return kid(call("POST", "/keys/" + key + "/rotate", null));
    }

    /** Enables or disables the newest version. */
    void enable(String key, boolean enabled) throws IOException {
        call("PATCH", "/keys/" + key, Map.of("attributes", Map.of("enabled", enabled)));
    }

    /** Whether this key's identifier names a key of this vault. */
    boolean holds(String kid) {
        return kid.contains("//" + name + ".");
    }

    /** What the owner gets for what a surface wrapped by {@code kid}. */
    byte[] unwrap(String kid, byte[] wrapped) throws IOException {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        JsonNode unwrapped =
                call(
                        "POST",
                        kid.substring(kid.indexOf("/keys/")) + "/unwrapkey",
                        Map.of("alg", "RSA-OAEP-256", "value", encoder.encodeToString(wrapped)));
        return Base64.getUrlDecoder().decode(unwrapped.path("value").asText());
    }

    private JsonNode call(String method, String path, Object body) throws IOException {
        return client.json(
                        method,
                        azure.vault(name, path + VERSION),
                        azure.token("owner", "https://vault.azure.net"),
                        body)
                .expect(200)
                .json();
    }

    private static String kid(JsonNode key) {
        return key.path("key").path("kid").asText();
    }
}
