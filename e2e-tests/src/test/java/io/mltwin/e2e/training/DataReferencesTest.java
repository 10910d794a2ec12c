package io.mltwin.e2e.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.clients.AzureClients;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs that read and write the data of datastores on their target, by each kind of credential, and
 * what happens when it is taken away.
 */
@TestInstance(Lifecycle.PER_CLASS)
class DataReferencesTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String EXPERIMENT = "data-references";
    private static final String BLOB_CONTRIBUTOR = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";
    private static final String ACCOUNT = "datarefsown1";
    private static final String SCRIPT =
            """
            import java.nio.file.*;
            import java.util.*;
            import java.util.stream.*;
            public class Read {
                public static void main(String[] args) throws Exception {
                    Path data = Path.of(System.getenv("AZUREML_DATAREFERENCE_" + args[0]));
                    if (!data.toString().equals(args[1])) throw new IllegalStateException("argument " + args[1] + " is not " + data);
                    StringBuilder seen = new StringBuilder();
                    try (Stream<Path> files = Files.walk(data)) {
                        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                            seen.append(data.relativize(file)).append('=').append(Files.readString(file)).append('\\n');
                        }
                    }
                    Files.writeString(Path.of("outputs/seen.txt"), seen.toString());
                    if (args.length > 2) Files.writeString(data.resolve(args[2]), "written");
                }
            }
            """;

    private Azure azure;
    private FlowClient client;
    private String owner;
    private String group;
    private String workspace;
    private JsonNode made;
    private String own;
    private BlobContainerClient container;
    private String snapshot;

    @BeforeAll
    void aWorkspaceAClusterAndAnAccountWithData() throws Exception {
        azure = PLATFORM.azure();
        client = PLATFORM.flowClient();
        owner = azure.armToken("owner");
        group = PLATFORM.subscription() + "/resourceGroups/data-references-rg";
        workspace = group + Azure.ML + "datarefs1";
        own = group + "/providers/Microsoft.Storage/storageAccounts/" + ACCOUNT;
        arm("PUT", group, Map.of("location", "eastus")).expect(200, 201);
        azure.await(
                client,
                arm(
                                "PUT",
                                workspace,
                                Map.of(
                                        "location",
                                        "eastus",
                                        "identity",
                                        Map.of("type", "SystemAssigned")))
                        .expect(200, 202),
                owner);
        made = arm("GET", workspace, null).expect(200).json();
        azure.await(
                client,
                arm(
                                "PUT",
                                own,
                                Map.of(
                                        "location",
                                        "eastus",
                                        "kind",
                                        "StorageV2",
                                        "sku",
                                        Map.of("name", "Standard_LRS")))
                        .expect(200, 202),
                owner);
        container = fill(own);
        cluster();
        snapshot = UUID.randomUUID().toString();
        client.upload(
                        training("content/v1.0", "/snapshots/" + snapshot),
                        owner,
                        Map.of("Read.java", SCRIPT.getBytes(StandardCharsets.UTF_8)))
                .expect(200, 201);
    }

    private void cluster() throws Exception {
        Map<String, Object> compute =
                Map.of(
                        "computeType",
                        "AmlCompute",
                        "properties",
                        Map.of(
                                "vmSize",
                                "STANDARD_DS2_V2",
                                "scaleSettings",
                                Map.of(
                                        "minNodeCount",
                                        0,
                                        "maxNodeCount",
                                        1,
                                        "nodeIdleTimeBeforeScaleDown",
                                        "PT120S")));
        azure.await(
                client,
                arm(
                                "PUT",
                                workspace + "/computes/cpu",
                                Map.of("location", "eastus", "properties", compute))
                        .expect(200, 201),
                owner);
    }

    private BlobContainerClient fill(String account) throws Exception {
        BlobContainerClient con = container(account, key(account));
        con.createIfNotExists();
        con.getBlobClient("train/a.csv").upload(BinaryData.fromString("1,2"), true);
        con.getBlobClient("train/deep/b.csv").upload(BinaryData.fromString("3,4"), true);
        con.getBlobClient("trained/no.csv").upload(BinaryData.fromString("no"), true);
        return con;
    }

    private static BlobContainerClient container(String account, String key) throws Exception {
        return AzureClients.storage(PLATFORM, account.replaceAll(".*/", ""), key)
                .getBlobContainerClient("data");
    }

    private String key(String account) throws Exception {
        return arm("POST", account + "/listKeys", null)
                .expect(200)
                .json()
                .at("/keys/0/value")
                .asText();
    }

    private FlowClient.Answer arm(String method, String id, Object body) throws IOException {
        return client.json(method, azure.arm(id), owner, body);
    }

    private String training(String service, String rest) {
        return azure.training("eastus", service, workspace, rest);
    }

    /** Registers or changes a datastore of the container. */
    private void datastore(String name, String account, Map<String, Object> credentials)
            throws Exception {
        Map<String, Object> properties = new HashMap<>();
        properties.put("datastoreType", "AzureBlob");
        properties.put("accountName", account.replaceAll(".*/", ""));
        properties.put("containerName", "data");
        properties.put("credentials", credentials);
        arm("PUT", workspace + "/datastores/" + name, Map.of("properties", properties))
                .expect(200, 201);
    }

    private static Map<String, Object> accountKey(String key) {
        return Map.of(
                "credentialsType",
                "AccountKey",
                "secrets",
                Map.of("secretsType", "AccountKey", "key", key));
    }

    private FlowClient.Answer submit(
            String runId, Map<String, Object> reference, List<String> arguments)
            throws IOException {
        Map<String, Object> configuration =
                Map.of(
                        "script",
                        "Read.java",
                        "arguments",
                        arguments,
                        "target",
                        "cpu",
                        "dataReferences",
                        Map.of("d", reference),
                        "environment",
                        Map.of("name", "AzureML-Tribuo-4.3"));
        return client.json(
                "POST",
                training(
                        "execution/v1.0",
                        "/experiments/" + EXPERIMENT + "/snapshotrun?runId=" + runId),
                owner,
                Map.of("snapshotId", snapshot, "configuration", configuration));
    }

    /** What the script saw, or the error of a run that failed. */
    private String run(String datastore, String mode, String path, String... writes)
            throws Exception {
        String runId = "run-" + UUID.randomUUID();
        List<String> arguments =
                writes.length == 0
                        ? List.of("d", "$AZUREML_DATAREFERENCE_d")
                        : List.of("d", "$AZUREML_DATAREFERENCE_d", writes[0]);
        submit(
                        runId,
                        Map.of("dataStoreName", datastore, "mode", mode, "pathOnDataStore", path),
                        arguments)
                .expect(200);
        String address = training("history/v1.0", "/experiments/" + EXPERIMENT + "/runs/" + runId);
        String end = azure.until(client, address, owner, "status", "Completed", "Failed");
        return end.equals("Completed")
                ? client.get(
                                training(
                                        "artifact/v2.0",
                                        "/artifacts/ExperimentRun/dcid."
                                                + runId
                                                + "/content?path=outputs/seen.txt"),
                                owner)
                        .expect(200)
                        .text()
                : "Failed: " + client.get(address, owner).expect(200).json().path("error");
    }

    @Test
    void aFolderIsDownloadedWithTheAccountKey() throws Exception {
        datastore("keyed", own, accountKey(key(own)));

        assertThat(run("keyed", "Download", "train")).isEqualTo("a.csv=1,2\ndeep/b.csv=3,4\n");
        assertThat(run("keyed", "Download", "train/a.csv")).isEqualTo("=1,2\n");
        assertThat(run("keyed", "Download", "none")).contains("Failed", "has nothing at none");
    }

    @Test
    void aMountIsReadAndWrittenByTheIdentityAndOnlyWhileItMay() throws Exception {
        // Given
        datastore("identity", own, Map.of("credentialsType", "None"));
        // When, Then
        assertThat(run("identity", "Mount", "train"))
                .contains("Failed", "AuthorizationPermissionMismatch");
        // Given
        String assignment =
                own + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID();
        Map<String, Object> role =
                Map.of(
                        "roleDefinitionId",
                        PLATFORM.subscription()
                                + "/providers/Microsoft.Authorization/roleDefinitions/"
                                + BLOB_CONTRIBUTOR,
                        "principalId",
                        made.at("/identity/principalId").asText(),
                        "principalType",
                        "ServicePrincipal");
        arm("PUT", assignment, Map.of("properties", role)).expect(201);
        // When, Then
        assertThat(run("identity", "Mount", "train", "new.csv"))
                .isEqualTo("a.csv=1,2\ndeep/b.csv=3,4\n");

        assertThat(container.getBlobClient("train/new.csv").downloadContent().toString())
                .isEqualTo("written");
        // When
        container.getBlobClient("train/new.csv").delete();
        arm("DELETE", assignment, null).expect(200);
        Thread.sleep(1_000);
        // Then
        assertThat(run("identity", "Mount", "train"))
                .contains("Failed", "AuthorizationPermissionMismatch");
    }

    @Test
    void aSignatureOpensWhatItSays() throws Exception {
        // Given
        String signature =
                container.generateSas(
                        new BlobServiceSasSignatureValues(
                                OffsetDateTime.now().plusHours(1),
                                new BlobContainerSasPermission()
                                        .setReadPermission(true)
                                        .setListPermission(true)));
        datastore(
                "signed",
                own,
                Map.of(
                        "credentialsType",
                        "Sas",
                        "secrets",
                        Map.of("secretsType", "Sas", "sasToken", signature)));
        // When, Then
        assertThat(run("signed", "Mount", "train/deep")).isEqualTo("b.csv=3,4\n");
        assertThat(run("signed", "Mount", "train/deep", "more.csv"))
                .contains("Failed", "cannot be written", "AuthorizationPermissionMismatch");
        assertThat(container.getBlobClient("train/deep/more.csv").exists()).isFalse();
    }

    @Test
    void theWorkspacesOwnStoreIsReachedAsItsIdentity() throws Exception {
        // Given
        String account = made.at("/properties/storageAccount").asText();
        String runId = "run-" + UUID.randomUUID();
        // When
        assertThat(run("workspaceblobstore", "Mount", "made/" + runId, "first.txt")).isEmpty();
        // Then
        assertThat(run("workspaceblobstore", "Download", "made/" + runId))
                .isEqualTo("first.txt=written\n");
        assertThat(account).isNotEmpty();
    }

    /**
     * BLB-11: the key goes, the datastore's runs fail, and other runs too, whose management code no
     * longer reaches the file share; the new key and resyncKeys restore all.
     */
    @Test
    void aRegeneratedKeyStopsTheDatastoreUntilItIsUpdatedAndResynced() throws Exception {
        // Given
        String account = made.at("/properties/storageAccount").asText();
        fill(account);
        String old = key(account);
        datastore("rotated", account, accountKey(old));
        assertThat(run("rotated", "Download", "train/deep")).isEqualTo("b.csv=3,4\n");
        // When
        arm("POST", account + "/regenerateKey", Map.of("keyName", "key1")).expect(200);
        // Then
        assertThatThrownBy(() -> container(account, old).exists())
                .isInstanceOfSatisfying(
                        BlobStorageException.class,
                        refused -> assertThat(refused.getStatusCode()).isEqualTo(403));
        assertThat(run("rotated", "Download", "train/deep"))
                .contains("Failed", "cannot be read", "AuthenticationFailed");
        // When
        datastore("rotated", account, accountKey(key(account)));
        // Then
        assertThat(run("rotated", "Download", "train/deep"))
                .contains(
                        "Failed",
                        "The management code of the run cannot be written to the file share",
                        "AuthenticationFailed",
                        "resyncKeys");
        assertThat(keptKey()).isEqualTo(old);
        // When
        azure.await(client, arm("POST", workspace + "/resyncKeys", null).expect(202), owner);
        // Then
        assertThat(keptKey()).isEqualTo(key(account));
        assertThat(container(account, keptKey()).exists()).isTrue();
        assertThat(run("rotated", "Download", "train/deep")).isEqualTo("b.csv=3,4\n");
    }

    /**
     * Azure Machine Learning is a trusted service of the vault, in the name of the workspace too.
     */
    @Test
    void aVaultBehindItsFirewallServesTheWorkspaceWhereTrustedServicesMayPass() throws Exception {
        // Given
        String vault = made.at("/properties/keyVault").asText();
        try {
            // When
            firewall(vault, "Deny", "AzureServices");
            datastore("walled", own, accountKey(key(own)));
            // Then
            assertThat(run("walled", "Download", "train/deep")).isEqualTo("b.csv=3,4\n");
            client.get(
                            azure.vault(vault.replaceAll(".*/", ""), "/secrets?api-version=7.4"),
                            azure.token("owner", "https://vault.azure.net"))
                    .expect(403);
            // When
            firewall(vault, "Deny", "None");
            // Then
            assertThat(
                            arm("POST", workspace + "/datastores/walled/listSecrets", null)
                                    .expect(502)
                                    .text())
                    .contains("KeyVaultError", "403");
            assertThat(run("walled", "Download", "train/deep")).contains("Failed", "KeyVaultError");
        } finally {
            firewall(vault, "Allow", "AzureServices");
        }
    }

    private void firewall(String vault, String action, String bypass) throws Exception {
        Map<String, Object> rules = Map.of("defaultAction", action, "bypass", bypass);
        arm("PATCH", vault, Map.of("properties", Map.of("networkAcls", rules))).expect(200);
    }

    private String keptKey() throws Exception {
        return arm("POST", workspace + "/listKeys", null)
                .expect(200)
                .json()
                .path("userStorageKey")
                .asText();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'dataStoreName':'nowhere'}|404",
                "{'dataStoreName':'lake'}|501",
                "{'dataStoreName':'elsewhere'}|501",
                "{'dataStoreName':'workspaceblobstore','mode':'Direct'}|400",
                "{'dataStoreName':'workspaceblobstore','pathOnDataStore':'../x'}|400",
                "{'dataStoreName':'workspaceblobstore','pathOnCompute':'outputs'}|400",
                "{'dataStoreName':'workspaceblobstore','pathOnCompute':'/tmp/x'}|501",
                "{}|400"
            })
    void whatNoRunCanHaveIsRefusedBeforeThereIsARun(String reference, int status) throws Exception {
        // Given
        arm(
                        "PUT",
                        workspace + "/datastores/lake",
                        Map.of(
                                "properties",
                                Map.of(
                                        "datastoreType",
                                        "AzureDataLakeGen2",
                                        "accountName",
                                        ACCOUNT,
                                        "filesystem",
                                        "lake1",
                                        "credentials",
                                        Map.of("credentialsType", "None"))))
                .expect(200, 201);
        arm(
                        "PUT",
                        workspace + "/datastores/elsewhere",
                        Map.of(
                                "properties",
                                Map.of(
                                        "datastoreType",
                                        "AzureBlob",
                                        "accountName",
                                        ACCOUNT,
                                        "containerName",
                                        "data",
                                        "endpoint",
                                        "core.example.com",
                                        "credentials",
                                        accountKey("a2V5"))))
                .expect(200, 201);
        String runId = "run-" + UUID.randomUUID();
        Map<String, Object> parsed =
                io.mltwin.local.layout.Json.MAPPER.convertValue(
                        io.mltwin.local.layout.Json.MAPPER.readTree(reference.replace('\'', '"')),
                        new com.fasterxml.jackson.core.type.TypeReference<>() {});
        // When
        submit(runId, parsed, List.of()).expect(status);
        // Then
        client.get(training("history/v1.0", "/experiments/" + EXPERIMENT + "/runs/" + runId), owner)
                .expect(404);
    }
}
