package io.mltwin.e2e.training;

import static io.mltwin.e2e.training.DataReferenceWorkspace.ACCOUNT;
import static io.mltwin.e2e.training.DataReferenceWorkspace.EXPERIMENT;
import static io.mltwin.e2e.training.DataReferenceWorkspace.accountKey;
import static io.mltwin.e2e.training.DataReferenceWorkspace.container;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.time.OffsetDateTime;
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
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class DataReferencesTest {

    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String BLOB_CONTRIBUTOR = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";

    private DataReferenceWorkspace data;
    private Azure azure;
    private FlowClient client;
    private String owner;
    private String workspace;
    private String own;
    private BlobContainerClient container;

    @BeforeAll
    void aWorkspaceAClusterAndAnAccountWithData() throws Exception {
        azure = PLATFORM.azure();
        client = PLATFORM.flowClient();
        data = new DataReferenceWorkspace();
        owner = data.owner();
        workspace = data.id();
        own = data.account();
        container = data.container();
    }

    @Test
    void aFolderIsDownloadedWithTheAccountKey() throws Exception {
        data.datastore("keyed", own, accountKey(data.key(own)));

        assertThat(data.run("keyed", "Download", "train")).isEqualTo("a.csv=1,2\ndeep/b.csv=3,4\n");
        assertThat(data.run("keyed", "Download", "train/a.csv")).isEqualTo("=1,2\n");
        assertThat(data.run("keyed", "Download", "none")).contains("Failed", "has nothing at none");
    }

    @Test
    void aMountIsReadAndWrittenByTheIdentityAndOnlyWhileItMay() throws Exception {
        // Given
        data.datastore("identity", own, Map.of("credentialsType", "None"));
        // When, Then
        assertThat(data.run("identity", "Mount", "train")).contains("Failed", "AuthorizationPermissionMismatch");
        // Given
        String assignment = own + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID();
        Map<String, Object> role = Map.of(
                "roleDefinitionId",
                PLATFORM.subscription() + "/providers/Microsoft.Authorization/roleDefinitions/" + BLOB_CONTRIBUTOR,
                "principalId",
                data.body().at("/identity/principalId").asText(),
                "principalType",
                "ServicePrincipal");
        data.arm("PUT", assignment, Map.of("properties", role)).expect(201);
        // When, Then
        assertThat(data.run("identity", "Mount", "train", "new.csv")).isEqualTo("a.csv=1,2\ndeep/b.csv=3,4\n");

        assertThat(container.getBlobClient("train/new.csv").downloadContent().toString())
                .isEqualTo("written");
        // When
        container.getBlobClient("train/new.csv").delete();
        data.arm("DELETE", assignment, null).expect(200);
        Thread.sleep(1_000);
        // Then
        assertThat(data.run("identity", "Mount", "train")).contains("Failed", "AuthorizationPermissionMismatch");
    }

    @Test
    void aSignatureOpensWhatItSays() throws Exception {
        // Given
        String signature = container.generateSas(new BlobServiceSasSignatureValues(
                OffsetDateTime.now().plusHours(1),
                new BlobContainerSasPermission().setReadPermission(true).setListPermission(true)));
        data.datastore(
                "signed",
                own,
                Map.of("credentialsType", "Sas", "secrets", Map.of("secretsType", "Sas", "sasToken", signature)));
        // When, Then
        assertThat(data.run("signed", "Mount", "train/deep")).isEqualTo("b.csv=3,4\n");
        assertThat(data.run("signed", "Mount", "train/deep", "more.csv"))
                .contains("Failed", "cannot be written", "AuthorizationPermissionMismatch");
        assertThat(container.getBlobClient("train/deep/more.csv").exists()).isFalse();
    }

    /**
     * BLB-11: the key goes, the datastore's runs fail, and other runs too, whose management code no
     * longer reaches the file share; the new key and resyncKeys restore all.
     */
    @Test
    void aRegeneratedKeyStopsTheDatastoreUntilItIsUpdatedAndResynced() throws Exception {
        // Given
        String account = data.body().at("/properties/storageAccount").asText();
        data.fill(account);
        String old = data.key(account);
        data.datastore("rotated", account, accountKey(old));
        assertThat(data.run("rotated", "Download", "train/deep")).isEqualTo("b.csv=3,4\n");
        // When
        data.arm("POST", account + "/regenerateKey", Map.of("keyName", "key1")).expect(200);
        // Then
        assertThatThrownBy(() -> container(account, old).exists())
                .isInstanceOfSatisfying(
                        BlobStorageException.class,
                        refused -> assertThat(refused.getStatusCode()).isEqualTo(403));
        assertThat(data.run("rotated", "Download", "train/deep"))
                .contains("Failed", "cannot be read", "AuthenticationFailed");
        // When
        data.datastore("rotated", account, accountKey(data.key(account)));
        // Then
        assertThat(data.run("rotated", "Download", "train/deep"))
                .contains(
                        "Failed",
                        "The management code of the run cannot be written to the file share",
                        "AuthenticationFailed",
                        "resyncKeys");
        assertThat(keptKey()).isEqualTo(old);
        // When
        azure.await(client, data.arm("POST", workspace + "/resyncKeys", null).expect(202), owner);
        // Then
        assertThat(keptKey()).isEqualTo(data.key(account));
        assertThat(container(account, keptKey()).exists()).isTrue();
        assertThat(data.run("rotated", "Download", "train/deep")).isEqualTo("b.csv=3,4\n");
    }

    /**
     * Azure Machine Learning is a trusted service of the vault, in the name of the workspace too.
     */
    @Test
    void aVaultBehindItsFirewallServesTheWorkspaceWhereTrustedServicesMayPass() throws Exception {
        // Given
        String vault = data.body().at("/properties/keyVault").asText();
        try {
            // When
            firewall(vault, "Deny", "AzureServices");
            data.datastore("walled", own, accountKey(data.key(own)));
            // Then
            assertThat(data.run("walled", "Download", "train/deep")).isEqualTo("b.csv=3,4\n");
            client.get(
                            azure.vault(vault.replaceAll(".*/", ""), "/secrets?api-version=7.4"),
                            azure.token("owner", "https://vault.azure.net"))
                    .expect(403);
            // When
            firewall(vault, "Deny", "None");
            // Then
            assertThat(data.arm("POST", workspace + "/datastores/walled/listSecrets", null)
                            .expect(502)
                            .text())
                    .contains("KeyVaultError", "403");
            assertThat(data.run("walled", "Download", "train/deep")).contains("Failed", "KeyVaultError");
        } finally {
            firewall(vault, "Allow", "AzureServices");
        }
    }

    private void firewall(String vault, String action, String bypass) throws Exception {
        Map<String, Object> rules = Map.of("defaultAction", action, "bypass", bypass);
        data.arm("PATCH", vault, Map.of("properties", Map.of("networkAcls", rules)))
                .expect(200);
    }

    private String keptKey() throws Exception {
        return data.arm("POST", workspace + "/listKeys", null)
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
        data.arm(
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
        data.arm(
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
        Map<String, Object> parsed = io.mltwin.local.layout.Json.MAPPER.convertValue(
                io.mltwin.local.layout.Json.MAPPER.readTree(reference.replace('\'', '"')),
                new com.fasterxml.jackson.core.type.TypeReference<>() {});
        // When
        data.submit(runId, parsed, List.of()).expect(status);
        // Then
        client.get(data.training("history/v1.0", "/experiments/" + EXPERIMENT + "/runs/" + runId), owner)
                .expect(404);
    }
}
