package io.mltwin.e2e.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import io.mltwin.local.trust.OperatorCredentials;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Datastores, in the v1 data plane and in ARM: their secrets lie in the workspace's vault and are
 * shown by {@code listSecrets} alone.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class DatastoresTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String SECRET = "bm90LWEtcmVhbC1rZXktYnV0LWEtc2VjcmV0";

    private FlowState flows;
    private Azure azure;
    private FlowClient client;
    private String contributor;
    private String reader;
    private String vault;
    private String workspaceId;

    @BeforeAll
    void letTheOwnerLookIntoTheVault() throws Exception {
        flows = PLATFORM.flows();
        azure = PLATFORM.azure();
        client = PLATFORM.flowClient();
        contributor = azure.armToken("contributor");
        reader = azure.armToken("reader");
        JsonNode properties = client.get(azure.arm(flows.workspaceId()), reader)
                .expect(200)
                .json()
                .path("properties");
        workspaceId = properties.path("workspaceId").asText();
        String vaultId = properties.path("keyVault").asText();
        vault = vaultId.substring(vaultId.lastIndexOf('/') + 1);
        OperatorCredentials.ServicePrincipal owner =
                PLATFORM.platform().credentials().servicePrincipals().get("owner");
        Map<String, Object> policy = Map.of(
                "tenantId",
                owner.tenantId(),
                "objectId",
                owner.objectId(),
                "permissions",
                Map.of("secrets", List.of("get", "list")));
        client.json(
                        "PUT",
                        azure.arm(vaultId + "/accessPolicies/add"),
                        azure.armToken("owner"),
                        Map.of("properties", Map.of("accessPolicies", List.of(policy))))
                .expect(200, 201);
    }

    @Test
    void theSecretLiesInTheVaultAndInNoAnswer() throws Exception {
        // Given
        String name = "kept" + suffix();
        // When
        client.json("POST", v1("/datastores"), contributor, store(name, "data", SECRET))
                .expect(200);
        // Then
        assertThat(secretInVault(name).json().path("value").asText())
                .contains("AccountName=" + flows.storageAccount(), "AccountKey=" + SECRET);
        for (String address : List.of(
                v1("/datastores?includeSecret=true"),
                v1("/datastores/" + name + "?includeSecret=true"),
                azure.arm(flows.workspaceId() + "/datastores"),
                arm(name))) {
            for (String token : List.of(reader, contributor)) {
                assertThat(client.get(address, token).expect(200).text())
                        .contains(name)
                        .doesNotContain(SECRET);
            }
        }
        client.json("POST", arm(name, "/listSecrets"), reader, null).expect(403);
        assertThat(client.json("POST", arm(name, "/listSecrets"), contributor, null)
                        .json())
                .isEqualTo(io.mltwin.local.layout.Json.MAPPER.valueToTree(
                        Map.of("secretsType", "AccountKey", "key", SECRET)));
        // When
        client.json("DELETE", v1("/datastores/" + name), contributor, null).expect(200);
        // Then
        assertThat(secretInVault(name).status()).isEqualTo(404);
        client.json("POST", v1("/datastores"), contributor, store(name, "data", SECRET + "2"))
                .expect(200);
        assertThat(secretInVault(name).json().path("value").asText()).contains(SECRET + "2");
        client.json("DELETE", arm(name), contributor, null).expect(200);
        client.json("DELETE", arm(name), contributor, null).expect(204);
    }

    @Test
    void anExpirableSecretIsASignatureForTheContainer() throws Exception {
        // Given
        JsonNode store = client.get(v1("/default"), reader).expect(200).json();
        String container =
                store.path("azureStorageSection").path("containerName").asText();
        assertThat(store.path("name").asText()).isEqualTo("workspaceblobstore");
        // When
        JsonNode secret = client.json(
                        "POST",
                        arm("workspaceblobstore", "/listSecrets"),
                        contributor,
                        Map.of("expirableSecret", true, "expireAfterHours", 1))
                .expect(200)
                .json();
        // Then
        assertThat(secret.path("secretsType").asText()).isEqualTo("Sas");
        String sas = "?" + secret.path("sasToken").asText();
        String blob = "/LocalUpload/sas" + suffix() + "/a.txt";
        blob("PUT", "/" + container + blob + sas, "by sas").expect(201);
        assertThat(blob("GET", "/" + container + blob + sas, "").expect(200).text())
                .isEqualTo("by sas");
        blob("PUT", "/snapshots" + blob + sas, "elsewhere").expect(403);
        blob("DELETE", "/" + container + blob + sas, "").expect(403);
    }

    private Map<String, Object> store(String name, String container, String key) {
        return Map.of(
                "name",
                name,
                "dataStoreType",
                "AzureBlob",
                "azureStorageSection",
                Map.of(
                        "accountName",
                        flows.storageAccount(),
                        "containerName",
                        container,
                        "credentialType",
                        "AccountKey",
                        "credential",
                        key));
    }

    private FlowClient.Answer secretInVault(String datastore) throws Exception {
        return client.get(
                azure.vault(vault, "/secrets/aml-" + workspaceId + "-datastore-" + datastore + "?api-version=7.4"),
                azure.token("owner", "https://vault.azure.net"));
    }

    private FlowClient.Answer blob(String method, String rest, String content) throws Exception {
        return client.send(
                method,
                azure.blob(flows.storageAccount(), rest),
                null,
                content.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(content),
                Map.of("x-ms-blob-type", "BlockBlob", "x-ms-version", "2020-10-02"));
    }

    private String v1(String rest) {
        return azure.training("eastus", "datastore/v1.0", flows.workspaceId(), rest);
    }

    private String arm(String name) {
        return arm(name, "");
    }

    private String arm(String name, String operation) {
        return azure.arm(flows.workspaceId() + "/datastores/" + name + operation);
    }

    private static String suffix() {
        return UUID.randomUUID().toString().substring(0, 8);
    }
}
