package io.mltwin.e2e.identities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.clients.AzureClients;
import io.mltwin.e2e.fixtures.PrincipalRoles;
import io.mltwin.e2e.platform.Disturbing;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.ScriptPlace;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import io.mltwin.local.layout.Json;
import io.mltwin.signin.Forgery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The identity of a workspace: what it may, what stops when that is taken away, and how it comes
 * back. The grant is taken away and given back once, before the tests look at what was seen.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
@Disturbing("it takes grants away from the identity of the workspace that others use")
class WorkspaceIdentityTest {
    private static final TestPlatform PLATFORM = TestPlatform.disturbed();
    private static final String EXPERIMENT = "workspace-identity";
    private static final String CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
    private static final String BLOB_CONTRIBUTOR = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";
    private static final String SCRIPT = """
            import java.nio.file.*;
            public class Tell {
                public static void main(String[] args) throws Exception {
                    String text = "MSI_ENDPOINT=" + System.getenv("MSI_ENDPOINT") + "\\nMSI_SECRET=" + System.getenv("MSI_SECRET");
                    Path out = Path.of(args[0]);
                    Files.createDirectories(out.getParent());
                    Files.writeString(out.resolveSibling("identity.part"), text);
                    Files.move(out.resolveSibling("identity.part"), out);
                    for (int i = 0; i < 600 && !Files.exists(out.resolveSibling("identity-done")); i++) Thread.sleep(50);
                }
            }
            """;

    private FlowState flows;
    private ScriptPlace scripts;
    private Azure azure;
    private FlowClient client;
    private String owner;
    private JsonNode workspace;
    private String principal;
    private PrincipalRoles roles;
    private String storage;

    private String failure;
    private JsonNode diagnosisWithout;
    private JsonNode diagnosisAfter;
    private List<String> rolesWithout;
    private List<String> rolesAfter;
    private final List<Integer> vaultAnswers = new ArrayList<>();
    private String runAfter;

    @BeforeAll
    void takeTheStorageGrantAwayAndResync() throws Exception {
        flows = PLATFORM.flows();
        scripts = PLATFORM.platform().scriptPlace();
        azure = PLATFORM.azure();
        client = PLATFORM.flowClient();
        owner = azure.armToken("owner");
        workspace =
                client.get(azure.arm(flows.workspaceId()), owner).expect(200).json();
        principal = workspace.path("identity").path("principalId").asText();
        roles = new PrincipalRoles(PLATFORM, principal);
        storage = workspace.path("properties").path("storageAccount").asText();
        String snapshot = snapshot();

        client.json("DELETE", azure.arm(roles.assignment(storage, BLOB_CONTRIBUTOR)), owner, null)
                .expect(200);
        rolesWithout = roles.at(storage);
        await().atMost(Duration.ofSeconds(10)).until(() -> !blobsAnswerTheIdentity());
        failure = failure(snapshot);
        diagnosisWithout = diagnose();

        resync();
        rolesAfter = roles.at(storage);
        diagnosisAfter = diagnose();
        runAfter = runThatUsesTheVault(snapshot);
    }

    private String snapshot() throws Exception {
        String snapshot = UUID.randomUUID().toString();
        client.upload(
                        training("content/v1.0", "/snapshots/" + snapshot),
                        azure.armToken("contributor"),
                        Map.of("Tell.java", SCRIPT.getBytes(StandardCharsets.UTF_8)))
                .expect(200, 201);
        return snapshot;
    }

    /** Azure ML reads blobs as the identity. */
    private boolean blobsAnswerTheIdentity() throws Exception {
        return client.get(
                                training("content/v1.0", "/snapshots/" + flows.snapshotId() + "/files?path=Train.java"),
                                azure.armToken("reader"))
                        .status()
                == 200;
    }

    private FlowClient.Answer submit(String snapshot, String runId) throws Exception {
        Map<String, Object> configuration = Map.of(
                "script",
                "Tell.java",
                "arguments",
                List.of(scripts.folder() + "/identity"),
                "target",
                "cpu-cluster",
                "environment",
                Map.of("name", "AzureML-Tribuo-4.3"));
        return client.json(
                "POST",
                training("execution/v1.0", "/experiments/" + EXPERIMENT + "/snapshotrun?runId=" + runId),
                azure.armToken("contributor"),
                Map.of("snapshotId", snapshot, "configuration", configuration));
    }

    /** What is said about a run that cannot reach the storage account. */
    private String failure(String snapshot) throws Exception {
        String runId = "refused-" + UUID.randomUUID();
        FlowClient.Answer submitted = submit(snapshot, runId);
        if (submitted.status() != 200) {
            return submitted.text();
        }
        assertThat(end(runId)).isEqualTo("Failed");
        return client.get(run(runId), azure.armToken("reader"))
                .expect(200)
                .json()
                .path("error")
                .toString();
    }

    private String end(String runId) throws Exception {
        return azure.until(client, run(runId), azure.armToken("reader"), "status", "Completed", "Failed", "Canceled");
    }

    private String run(String runId) {
        return training("history/v1.0", "/experiments/" + EXPERIMENT + "/runs/" + runId);
    }

    /**
     * A run, and what its identity gets from the vault meanwhile: secret, key, wrapping,
     * certificate.
     */
    private String runThatUsesTheVault(String snapshot) throws Exception {
        String vaultId = workspace.path("properties").path("keyVault").asText();
        String vault = vaultId.substring(vaultId.lastIndexOf('/') + 1);
        String runId = "told-" + UUID.randomUUID();
        submit(snapshot, runId).expect(200);
        await().atMost(Duration.ofSeconds(60)).until(() -> scripts.holds("identity"));
        String[] told = scripts.read("identity").split("\n");
        ScriptPlace.Answer given = scripts.get(
                told[0].substring("MSI_ENDPOINT=".length())
                        + "?api-version=2017-09-01&resource="
                        + UriEncoding.encodeQueryValue("https://vault.azure.net"),
                Map.of("secret", told[1].substring("MSI_SECRET=".length())));
        String token = Json.MAPPER.readTree(given.body()).path("access_token").asText();
        assertThat(Json.MAPPER.readTree(Forgery.payload(token)).path("oid").asText())
                .isEqualTo(principal);
        String secret = "/secrets/aml-"
                + workspace.path("properties").path("workspaceId").asText()
                + "-storage-connection";
        vaultAnswers.add(vault("GET", vault, secret, token, null).status());
        vaultAnswers.add(vault("POST", vault, "/keys/own/create", token, Map.of("kty", "RSA"))
                .status());
        vaultAnswers.add(vault("GET", vault, "/keys/own", token, null).status());
        vaultAnswers.add(
                vault("POST", vault, "/keys/own/wrapkey", token, Map.of("alg", "RSA-OAEP-256", "value", "c2VjcmV0"))
                        .status());
        Map<String, Object> policy = Map.of(
                "issuer",
                Map.of("name", "Self"),
                "key_props",
                Map.of("kty", "EC"),
                "x509_props",
                Map.of("subject", "CN=own"));
        vault("POST", vault, "/certificates/own-cert/create", token, Map.of("policy", policy))
                .expect(202);
        vaultAnswers.add(
                vault("GET", vault, "/certificates/own-cert", token, null).status());
        scripts.put("identity-done");
        return end(runId);
    }

    private FlowClient.Answer vault(String method, String vault, String path, String token, Object body)
            throws Exception {
        return client.json(method, azure.vault(vault, path + "?api-version=7.4"), token, body);
    }

    private JsonNode diagnose() throws Exception {
        FlowClient.Answer started = client.json(
                "POST",
                azure.arm(flows.workspaceId() + "/diagnose"),
                azure.armToken("reader"),
                Map.of("value", Map.of()));
        azure.await(client, started.expect(202), azure.armToken("reader"));
        return client.get(started.header("Location"), azure.armToken("reader"))
                .expect(200)
                .json()
                .path("value");
    }

    private void resync() throws Exception {
        String contributor = azure.armToken("contributor");
        azure.await(
                client,
                client.json("POST", azure.arm(flows.workspaceId() + "/resyncKeys"), contributor, null)
                        .expect(202),
                contributor);
    }

    private String training(String service, String rest) {
        return azure.training("eastus", service, flows.workspaceId(), rest);
    }

    @Test
    void withoutTheStorageGrantARunFailsAndDiagnoseSaysWhy() {
        assertThat(rolesWithout).isEmpty();
        assertThat(failure).contains("storage account", "AuthorizationPermissionMismatch");
        assertThat(diagnosisWithout
                        .path("storageAccountResults")
                        .path(0)
                        .path("code")
                        .asText())
                .isEqualTo("WorkspaceIdentityRoleMissing");
        assertThat(diagnosisWithout
                        .path("storageAccountResults")
                        .path(0)
                        .path("message")
                        .asText())
                .contains("Storage Blob Data Contributor", "resyncKeys");
        assertThat(diagnosisWithout.path("keyVaultResults")).isEmpty();
    }

    @Test
    void resyncKeysGivesTheGrantBackAndTheRunSucceeds() {
        assertThat(rolesAfter).containsExactly(BLOB_CONTRIBUTOR);
        assertThat(runAfter).isEqualTo("Completed");
        for (String results : List.of(
                "userDefinedRouteResults",
                "networkSecurityRuleResults",
                "resourceLockResults",
                "dnsResolutionResults",
                "storageAccountResults",
                "keyVaultResults",
                "containerRegistryResults",
                "applicationInsightsResults")) {
            assertThat(diagnosisAfter.path(results).isArray()).as(results).isTrue();
            assertThat(diagnosisAfter.path(results)).as(results).isEmpty();
        }
        // advice, such as on where web services run, is no fault
        assertThat(diagnosisAfter.path("otherResults").isArray()).isTrue();
        assertThat(diagnosisAfter.path("otherResults"))
                .allSatisfy(one -> assertThat(one.path("level").asText()).isEqualTo("Information"));
    }

    @Test
    void theIdentityReachesSecretsKeysAndCertificates() {
        assertThat(vaultAnswers).containsExactly(200, 200, 200, 200, 200);
    }

    @Test
    void aRegeneratedStorageKeyIsTakenOverByResyncKeys() throws Exception {
        String before = keptKey();
        assertThat(statusWithKey(before)).isEqualTo(200);

        client.json("POST", azure.arm(storage + "/regenerateKey"), owner, Map.of("keyName", "key1"))
                .expect(200);

        assertThat(keptKey()).isEqualTo(before);
        assertThat(statusWithKey(before)).isEqualTo(403);
        assertThat(diagnose().path("storageAccountResults").path(0).path("code").asText())
                .isEqualTo("StorageAccountKeyOutdated");
        resync();
        assertThat(keptKey()).isNotEqualTo(before);
        assertThat(statusWithKey(keptKey())).isEqualTo(200);
    }

    private String keptKey() throws Exception {
        return client.json("POST", azure.arm(flows.workspaceId() + "/listKeys"), azure.armToken("contributor"), null)
                .expect(200)
                .json()
                .path("userStorageKey")
                .asText();
    }

    private static int statusWithKey(String key) throws Exception {
        try {
            AzureClients.storage(PLATFORM, PLATFORM.flows().storageAccount(), key)
                    .listBlobContainers()
                    .forEach(container -> assertThat(container.getName()).isNotEmpty());
            return 200;
        } catch (com.azure.storage.blob.models.BlobStorageException refused) {
            return refused.getStatusCode();
        }
    }

    @Test
    void aVaultInAnotherGroupAddsAGrantThere() throws Exception {
        String group = PLATFORM.subscription() + "/resourceGroups/vault-rg";
        String vault = group + "/providers/Microsoft.KeyVault/vaults/apartvault1";
        client.json("PUT", azure.arm(group), owner, Map.of("location", "eastus"))
                .expect(200, 201);
        client.json(
                        "PUT",
                        azure.arm(vault),
                        owner,
                        Map.of(
                                "location",
                                "eastus",
                                "properties",
                                Map.of(
                                        "tenantId",
                                        workspace
                                                .path("identity")
                                                .path("tenantId")
                                                .asText(),
                                        "sku",
                                        Map.of("family", "A", "name", "standard"),
                                        "accessPolicies",
                                        List.of())))
                .expect(200, 201);
        String id =
                PLATFORM.fixture().resourceGroupId() + "/providers/Microsoft.MachineLearningServices/workspaces/apart";
        azure.await(
                client,
                client.json(
                                "PUT",
                                azure.arm(id),
                                owner,
                                Map.of(
                                        "location",
                                        "eastus",
                                        "identity",
                                        Map.of("type", "SystemAssigned"),
                                        "properties",
                                        Map.of("keyVault", vault)))
                        .expect(200, 202),
                owner);
        assertThat(roles.at(group))
                .as("the identity whose vault lies in its own group")
                .isEmpty();
        PrincipalRoles apart = new PrincipalRoles(
                PLATFORM,
                client.get(azure.arm(id), owner)
                        .expect(200)
                        .json()
                        .path("identity")
                        .path("principalId")
                        .asText());
        assertThat(apart.at(group)).containsExactly(CONTRIBUTOR);
        assertThat(apart.at(PLATFORM.fixture().resourceGroupId())).containsExactly(CONTRIBUTOR);
    }
}
