package io.mltwin.e2e.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.clients.AzureClients;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * HBI-09 to HBI-11: in a workspace for data of high business impact a node reads the credentials of
 * its run's data and image, of the share for the management code and of its SSH account in the
 * workspace's key vault, as the workspace, and the vault has that on record.
 */
@TestInstance(Lifecycle.PER_CLASS)
class HighImpactRunTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String PASSWORD = "Str0ng-one-of-the-nodes";

    private Azure azure;
    private FlowClient client;
    private String owner;
    private String workspace;
    private JsonNode made;

    @BeforeAll
    void aWorkspaceWithDataAndACluster() throws Exception {
        azure = PLATFORM.azure();
        client = PLATFORM.flowClient();
        owner = azure.armToken("owner");
        String group = PLATFORM.subscription() + "/resourceGroups/high-impact-rg";
        workspace = group + Azure.ML + "highimpact1";
        arm("PUT", group, Map.of("location", "eastus")).expect(200, 201);
        ensure(
                workspace,
                Map.of(
                        "location",
                        "eastus",
                        "identity",
                        Map.of("type", "SystemAssigned"),
                        "properties",
                        Map.of("hbiWorkspace", true)));
        made = arm("GET", workspace, null).expect(200).json();
        ensure(
                workspace + "/computes/cpu",
                Map.of(
                        "location",
                        "eastus",
                        "properties",
                        Map.of(
                                "computeType",
                                "AmlCompute",
                                "properties",
                                Map.of(
                                        "vmSize",
                                        "STANDARD_DS2_V2",
                                        "scaleSettings",
                                        Map.of("minNodeCount", 0, "maxNodeCount", 1)))));
        datastore();
        arm(
                        "PUT",
                        workspace + "/environments/packed/versions/1",
                        Map.of(
                                "properties",
                                Map.of(
                                        "image",
                                        "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04",
                                        "condaFile",
                                        "{dependencies: [{pip: [pip]}]}")))
                .expect(201);
    }

    private void datastore() throws Exception {
        String account = made.at("/properties/storageAccount").asText();
        String name = account.replaceAll(".*/", "");
        String key = arm("POST", account + "/listKeys", null)
                .expect(200)
                .json()
                .at("/keys/0/value")
                .asText();
        BlobContainerClient container =
                AzureClients.storage(PLATFORM, name, key).getBlobContainerClient("patients");
        container.createIfNotExists();
        container.getBlobClient("in/a.csv").upload(BinaryData.fromString("1,2"), true);
        arm(
                        "PUT",
                        workspace + "/datastores/patients",
                        Map.of(
                                "properties",
                                Map.of(
                                        "datastoreType",
                                        "AzureBlob",
                                        "accountName",
                                        name,
                                        "containerName",
                                        "patients",
                                        "credentials",
                                        Map.of(
                                                "credentialsType",
                                                "AccountKey",
                                                "secrets",
                                                Map.of("secretsType", "AccountKey", "key", key)))))
                .expect(200, 201);
    }

    private FlowClient.Answer arm(String method, String id, Object body) throws IOException {
        return client.json(method, azure.arm(id), owner, body);
    }

    private void ensure(String id, Object body) throws Exception {
        azure.await(client, arm("PUT", id, body).expect(200, 201, 202), owner);
    }

    @Test
    void credentialsComeFromTheVaultAndTheVaultHasItOnRecord() throws Exception {
        // Given
        String id = made.at("/properties/workspaceId").asText();
        String principal = made.at("/identity/principalId").asText();

        // When
        arm(
                        "PUT",
                        workspace + "/jobs/j1",
                        Map.of(
                                "properties",
                                Map.of(
                                        "jobType",
                                        "Command",
                                        "command",
                                        "grep 1,2 ${{inputs.data}}/a.csv && ! env | grep -i sig=",
                                        "computeId",
                                        workspace + "/computes/cpu",
                                        "environmentId",
                                        workspace + "/environments/packed/versions/1",
                                        "inputs",
                                        Map.of(
                                                "data",
                                                Map.of(
                                                        "jobInputType",
                                                        "uri_folder",
                                                        "uri",
                                                        "azureml://datastores/patients/paths/in/")))))
                .expect(201);

        // Then
        await().atMost(PATIENCE).until(() -> status().equals("Completed"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(readBy(principal))
                        .anyMatch(uri -> uri.contains("aml-" + id + "-acr-password"))
                        .anyMatch(uri -> uri.contains("aml-" + id + "-storage-connection"))
                        .anyMatch(uri -> uri.contains("aml-" + id + "-datastore-patients")));
    }

    /** HBI-11: the password of the account that opens the nodes by SSH. */
    @OnlyOn(value = Target.PROCESSES, because = "the SSH ports of nodes in a container are not published")
    @Test
    void theNodesAccountComesFromTheVaultToo() throws Exception {
        // Given
        String id = made.at("/properties/workspaceId").asText();
        String principal = made.at("/identity/principalId").asText();
        String cluster = workspace + "/computes/login";

        // When
        ensure(
                cluster,
                Map.of(
                        "location",
                        "eastus",
                        "properties",
                        Map.of(
                                "computeType",
                                "AmlCompute",
                                "properties",
                                Map.of(
                                        "vmSize",
                                        "STANDARD_DS2_V2",
                                        "userAccountCredentials",
                                        Map.of("adminUserName", "azureuser", "adminUserPassword", PASSWORD),
                                        "scaleSettings",
                                        Map.of("minNodeCount", 1, "maxNodeCount", 1)))));

        // Then
        await().atMost(PATIENCE).until(() -> port(cluster) > 0);
        assertThat(printed(port(cluster), "echo $USER")).isEqualTo("azureuser\n");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(readBy(principal)).anyMatch(uri -> uri.contains("aml-" + id + "-ssh-login")));
        azure.await(
                client,
                client.json("DELETE", azure.arm(cluster) + "&underlyingResourceAction=Delete", owner, null)
                        .expect(200, 202, 204),
                owner);
    }

    private int port(String cluster) throws IOException {
        return arm("POST", cluster + "/listNodes", null)
                .expect(200)
                .json()
                .at("/nodes/0/port")
                .asInt();
    }

    private static String printed(int port, String command) throws IOException {
        try (SshClient ssh = SshClient.setUpDefaultClient()) {
            ssh.setServerKeyVerifier((session, address, key) -> true);
            ssh.start();
            try (ClientSession session =
                    ssh.connect("azureuser", "127.0.0.1", port).verify(PATIENCE).getSession()) {
                session.addPasswordIdentity(PASSWORD);
                session.auth().verify(PATIENCE);
                return session.executeRemoteCommand(command);
            }
        }
    }

    private String status() throws IOException {
        String status = arm("GET", workspace + "/jobs/j1", null)
                .expect(200)
                .json()
                .at("/properties/status")
                .asText();
        assertThat(status).isNotEqualTo("Failed");
        return status;
    }

    /** The addresses of the secrets that a principal has read in the workspace's vault. */
    private List<String> readBy(String principal) throws IOException {
        Call call = Call.of(
                        "GET",
                        PLATFORM.port(PlatformService.TELEMETRY),
                        "/_mltwin/audit?vault="
                                + made.at("/properties/keyVault").asText())
                .as(PLATFORM.tokens().administrator());
        JsonNode records = PLATFORM.client().send(call).body();
        return StreamSupport.stream(records.spliterator(), false)
                .filter(record -> record.path("operationName").asText().equals("SecretGet"))
                .filter(record -> record.toString().contains(principal))
                .map(record -> record.at("/properties/requestUri").asText())
                .toList();
    }
}
