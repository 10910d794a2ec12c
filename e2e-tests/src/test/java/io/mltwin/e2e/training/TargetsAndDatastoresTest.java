package io.mltwin.e2e.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.mltwin.e2e.clients.AzureClients;
import io.mltwin.e2e.fixtures.MachineTarget;
import io.mltwin.e2e.fixtures.SnapshotScript;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SEC-01: a Contributor uses every compute target and every datastore that is attached: on each
 * kind of target a run reads what runs on the others have written, and writes.
 */
@OnlyOn(value = Target.PROCESSES, because = "an attached machine is a process of this machine")
@TestInstance(Lifecycle.PER_CLASS)
@Order(10)
class TargetsAndDatastoresTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String EXPERIMENT = "targets-and-datastores";
    private static final String PLACE = "sec01";
    private static final String BLOB_CONTRIBUTOR = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";
    private static final List<String> TARGETS = List.of("cpu-cluster", "data-vm", "data-hdi");
    private static final String SCRIPT = """
            import pathlib, sys
            data = pathlib.Path(sys.argv[1])
            seen = sorted(str(file.relative_to(data)) for file in data.rglob("*") if file.is_file())
            pathlib.Path("outputs").mkdir(exist_ok=True)
            pathlib.Path("outputs/seen.txt").write_text(" ".join(seen))
            (data / "deep").mkdir(parents=True, exist_ok=True)
            (data / "deep" / sys.argv[2]).write_text("was on " + sys.argv[2])
            """;

    private Azure azure;
    private FlowClient client;
    private String carl;
    private String workspace;
    private SnapshotScript script;
    private MachineTarget machine;
    private MachineTarget hadoop;
    private String role;

    @BeforeAll
    void attachTargetsAndDatastores() throws Exception {
        azure = PLATFORM.azure();
        client = PLATFORM.flowClient();
        workspace = PLATFORM.flows().workspaceId();
        carl = azure.armToken("contributor");
        machine = MachineTarget.attach(PLATFORM, "VirtualMachine", workspace, TARGETS.get(1));
        hadoop = MachineTarget.attach(PLATFORM, "HDInsight", workspace, TARGETS.get(2));
        attachDatastores();
        script = new SnapshotScript(PLATFORM, carl, workspace, EXPERIMENT, "meet.py");
        script.save(SCRIPT);
    }

    private void attachDatastores() throws Exception {
        String account = arm("GET", workspace, null)
                .expect(200)
                .json()
                .at("/properties/storageAccount")
                .asText();
        String name = account.replaceAll(".*/", "");
        String key = arm("POST", account + "/listKeys", null)
                .expect(200)
                .json()
                .at("/keys/0/value")
                .asText();
        BlobContainerClient container =
                AzureClients.storage(PLATFORM, name, key).getBlobContainerClient(PLACE);
        container.createIfNotExists();
        arm("PUT", account + "/fileServices/default/shares/" + PLACE, Map.of()).expect(200, 201);
        Map<String, Object> keyed = secrets("AccountKey", "key", key);
        String signature = container.generateSas(new BlobServiceSasSignatureValues(
                OffsetDateTime.now().plusHours(1), BlobContainerSasPermission.parse("racwl")));
        datastore("sec01keyed", "AzureBlob", "containerName", name, keyed);
        datastore("sec01signed", "AzureBlob", "containerName", name, secrets("Sas", "sasToken", signature));
        datastore("sec01share", "AzureFile", "fileShareName", name, keyed);
        attachOfPrincipal(account, name);
    }

    /** A service principal that may read and write the container, and nothing else. */
    private void attachOfPrincipal(String account, String name) throws Exception {
        OperatorCredentials.ServicePrincipal principal =
                PLATFORM.platform().credentials().servicePrincipals().get("contributor");
        role = account
                + "/blobServices/default/containers/"
                + PLACE
                + "/providers/Microsoft.Authorization/roleAssignments/"
                + UUID.randomUUID();
        client.json(
                        "PUT",
                        azure.arm(role),
                        azure.armToken("owner"),
                        Map.of(
                                "properties",
                                Map.of(
                                        "roleDefinitionId",
                                        PLATFORM.subscription()
                                                + "/providers/Microsoft.Authorization/roleDefinitions/"
                                                + BLOB_CONTRIBUTOR,
                                        "principalId",
                                        principal.objectId(),
                                        "principalType",
                                        "ServicePrincipal")))
                .expect(201);
        datastore(
                "sec01principal",
                "AzureBlob",
                "containerName",
                name,
                Map.of(
                        "credentialsType",
                        "ServicePrincipal",
                        "clientId",
                        principal.applicationId(),
                        "tenantId",
                        principal.tenantId(),
                        "secrets",
                        Map.of("secretsType", "ServicePrincipal", "clientSecret", principal.secret())));
    }

    private static Map<String, Object> secrets(String type, String field, String value) {
        return Map.of("credentialsType", type, "secrets", Map.of("secretsType", type, field, value));
    }

    private void datastore(String name, String type, String field, String account, Map<String, Object> credentials)
            throws IOException {
        arm(
                        "PUT",
                        workspace + "/datastores/" + name,
                        Map.of(
                                "properties",
                                Map.of(
                                        "datastoreType",
                                        type,
                                        "accountName",
                                        account,
                                        field,
                                        PLACE,
                                        "credentials",
                                        credentials)))
                .expect(200, 201);
    }

    @AfterAll
    void detachMachinesAndThePrincipal() throws Exception {
        machine.close();
        hadoop.close();
        client.json("DELETE", azure.arm(role), azure.armToken("owner"), null).expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "workspaceblobstore",
                "workspaceartifactstore",
                "sec01keyed",
                "sec01signed",
                "sec01share",
                "sec01principal"
            })
    void everyTargetReadsAndWritesTheDatastore(String datastore) throws Exception {
        // Given
        String path = "meet-" + datastore;

        for (int i = 0; i < TARGETS.size(); i++) {
            // When
            String seen = run(datastore, path, TARGETS.get(i));

            // Then
            assertThat(seen)
                    .as("on " + TARGETS.get(i))
                    .isEqualTo(String.join(
                            " ",
                            TARGETS.subList(0, i).stream()
                                    .map(before -> "deep/" + before)
                                    .toList()));
        }
    }

    private String run(String datastore, String path, String target) throws Exception {
        return script.run(
                target,
                Map.of("dataStoreName", datastore, "mode", "Mount", "pathOnDataStore", path),
                List.of("$AZUREML_DATAREFERENCE_d", target));
    }

    private FlowClient.Answer arm(String method, String id, Object body) throws IOException {
        return client.json(method, azure.arm(id), carl, body);
    }
}
