package io.mltwin.e2e.atrest;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.Part;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Brings secrets to vaults and connections, and looks at those that the platform made. */
final class SecretPlants {

    private final Planting planting;
    private final TestPlatform platform;
    private final FlowClient client;
    private final Azure azure;
    private final FlowState flows;
    private final String token;

    SecretPlants(TestPlatform platform, Planting planting) throws IOException, InterruptedException {
        this.planting = planting;
        this.platform = platform;
        this.client = platform.flowClient();
        this.azure = platform.azure();
        this.flows = platform.flows();
        this.token = azure.armToken("contributor");
    }

    void secrets() throws Exception {
        String owner = azure.armToken("owner");
        JsonNode properties = client.get(azure.arm(flows.workspaceId()), owner)
                .expect(200)
                .json()
                .path("properties");
        String vault = properties.path("keyVault").asText();
        OperatorCredentials.ServicePrincipal principal =
                platform.platform().credentials().servicePrincipals().get("owner");
        Map<String, Object> policy = Map.of(
                "tenantId",
                principal.tenantId(),
                "objectId",
                principal.objectId(),
                "permissions",
                Map.of(
                        "secrets",
                        List.of("get", "list", "set"),
                        "keys",
                        List.of("get", "import"),
                        "certificates",
                        List.of("get", "create")));
        client.json(
                        "PUT",
                        azure.arm(vault + "/accessPolicies/add"),
                        owner,
                        Map.of("properties", Map.of("accessPolicies", List.of(policy))))
                .expect(200, 201);
        client.json(
                        "PUT",
                        azure.vault(vault.substring(vault.lastIndexOf('/') + 1), "/secrets/planted?api-version=7.4"),
                        azure.token("owner", "https://vault.azure.net"),
                        Map.of("value", planting.fresh(Planted.VAULT_SECRET)))
                .expect(200);
        VaultPlants plants = new VaultPlants(platform, vault.substring(vault.lastIndexOf('/') + 1));
        planting.add(Planted.VAULT_KEY, Needle.ofPrivateHalf(Planted.VAULT_KEY.toString(), plants.key()));
        planting.add(
                Planted.VAULT_CERTIFICATE, Needle.ofPem(Planted.VAULT_CERTIFICATE.toString(), plants.certificate()));
        planting.seen(
                Planted.STORAGE_ACCOUNT_KEY,
                listed(properties.path("storageAccount").asText() + "/listKeys", owner, "keys"));
        planting.seen(
                Planted.REGISTRY_PASSWORD,
                listed(properties.path("containerRegistry").asText() + "/listCredentials", owner, "passwords"));
    }

    private String listed(String id, String owner, String field) throws IOException {
        return client.json("POST", azure.arm(id), owner, null)
                .expect(200)
                .json()
                .path(field)
                .path(0)
                .path("value")
                .asText();
    }

    void connection() throws IOException {
        Map<String, Object> properties = Map.of(
                "authType",
                "PAT",
                "category",
                "Git",
                "target",
                "https://git.example.org",
                "credentials",
                Map.of("pat", planting.fresh(Planted.CONNECTION_TOKEN)));
        String connection = azure.arm(flows.workspaceId() + "/connections/planted");
        client.json("PUT", connection, token, Map.of("properties", properties)).expect(200);
        client.json("POST", azure.arm(flows.workspaceId() + "/connections/planted/listsecrets"), token, null)
                .expect(200);
    }

    void notebook() throws Exception {
        String workspace = flows.workspaceId();
        azure.await(
                client,
                client.json("POST", azure.arm(workspace + "/prepareNotebook"), token, null)
                        .expect(202),
                token);
        planting.seen(
                Planted.NOTEBOOK_KEY,
                client.json("POST", azure.arm(workspace + "/listNotebookKeys"), token, null)
                        .expect(200)
                        .json()
                        .path("primaryAccessKey")
                        .asText());
    }

    void credentials() throws IOException {
        OperatorCredentials known = platform.platform().credentials();
        planting.seen(
                Planted.CLIENT_SECRET, known.servicePrincipals().get("owner").secret());
        planting.seen(Planted.USER_PASSWORD, known.users().get("olivia").password());
        planting.seen(Planted.ADMINISTRATOR_SECRET, known.administrator().secret());
        azure.armToken("olivia");
        platform.tokens().administrator();
        planting.seen(Planted.AAD_TOKEN, Planting.signature(token));
    }

    void keys() throws IOException {
        for (Part part : Part.values()) {
            Path folder = platform.platform().folder().privateOf(part.key());
            if (part != Part.KAFKA) {
                planting.seen(
                        Planted.DATABASE_PASSWORD,
                        Files.readString(folder.resolve("database.password")).strip());
            }
            if (part == Part.TELEMETRY) {
                pem(Planted.CLIENT_KEY, folder.resolve("console-key.pem"));
            }
            if (part.isService()) {
                pem(Planted.KAFKA_KEY, folder.resolve("kafka.pem"));
                pem(Planted.TLS_KEY, folder.resolve("tls-key.pem"));
                pem(Planted.CLIENT_KEY, folder.resolve("client-key.pem"));
                planting.seen(
                        Planted.ROOT_KEY,
                        Files.readString(folder.resolve("root-keys.json"))
                                .replaceFirst("(?s).*\"value\"\\s*:\\s*\"([^\"]*)\".*", "$1"));
            }
        }
    }

    private void pem(Planted kind, Path file) throws IOException {
        planting.add(kind, Needle.ofPem(kind.toString(), Files.readString(file)));
    }
}
