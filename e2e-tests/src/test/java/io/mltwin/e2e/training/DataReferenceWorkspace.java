package io.mltwin.e2e.training;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.clients.AzureClients;
import io.mltwin.e2e.fixtures.OwnStorageAccount;
import io.mltwin.e2e.fixtures.OwnWorkspace;
import io.mltwin.e2e.fixtures.SnapshotScript;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A workspace with a cluster and an account with data, and runs that read and write that. */
final class DataReferenceWorkspace {

    private static final TestPlatform PLATFORM = TestPlatform.get();
    static final String EXPERIMENT = "data-references";
    static final String ACCOUNT = "datarefsown1";

    private static final String SCRIPT = """
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

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private final String owner;
    private final String id;
    private final String account;
    private final JsonNode body;
    private final BlobContainerClient container;
    private final SnapshotScript script;

    DataReferenceWorkspace() throws Exception {
        this("datarefs1", ACCOUNT, Map.of());
    }

    /**
     * Makes one.
     *
     * @param name of the workspace, and with an ending of its group
     * @param accountName of an account that is not the workspace's
     * @param properties of the workspace that differ from the usual ones
     */
    DataReferenceWorkspace(String name, String accountName, Map<String, ?> properties) throws Exception {
        OwnWorkspace workspace = OwnWorkspace.make(PLATFORM, name + "-rg", name, "eastus", properties);
        owner = workspace.owner();
        id = workspace.id();
        account = workspace.group() + "/providers/Microsoft.Storage/storageAccounts/" + accountName;
        body = arm("GET", id, null).expect(200).json();
        OwnStorageAccount.make(PLATFORM, account);
        container = fill(account);
        cluster();
        script = new SnapshotScript(PLATFORM, owner, id, EXPERIMENT, "Read.java");
        script.save(SCRIPT);
    }

    /** ARM id. */
    String id() {
        return id;
    }

    /** As Azure Resource Manager shows it. */
    JsonNode body() {
        return body;
    }

    /** ARM id of the account with data. */
    String account() {
        return account;
    }

    /** The container with data in that account. */
    BlobContainerClient container() {
        return container;
    }

    String owner() {
        return owner;
    }

    private void cluster() throws Exception {
        Map<String, Object> compute = Map.of(
                "computeType",
                "AmlCompute",
                "properties",
                Map.of(
                        "vmSize",
                        "STANDARD_DS2_V2",
                        "scaleSettings",
                        Map.of("minNodeCount", 0, "maxNodeCount", 1, "nodeIdleTimeBeforeScaleDown", "PT120S")));
        azure.await(
                client,
                arm("PUT", id + "/computes/cpu", Map.of("location", "eastus", "properties", compute))
                        .expect(200, 201),
                owner);
    }

    /** Puts three files into the container "data" of an account. */
    BlobContainerClient fill(String account) throws Exception {
        BlobContainerClient con = container(account, key(account));
        con.createIfNotExists();
        con.getBlobClient("train/a.csv").upload(BinaryData.fromString("1,2"), true);
        con.getBlobClient("train/deep/b.csv").upload(BinaryData.fromString("3,4"), true);
        con.getBlobClient("trained/no.csv").upload(BinaryData.fromString("no"), true);
        return con;
    }

    /** The container "data" of an account, opened with a key. */
    static BlobContainerClient container(String account, String key) throws Exception {
        return AzureClients.storage(PLATFORM, account.replaceAll(".*/", ""), key)
                .getBlobContainerClient("data");
    }

    /** The first of the account's keys. */
    String key(String account) throws Exception {
        return new OwnStorageAccount(PLATFORM, account).key();
    }

    /** Calls Azure Resource Manager as the owner. */
    FlowClient.Answer arm(String method, String id, Object body) throws IOException {
        return client.json(method, azure.arm(id), owner, body);
    }

    /** The address of a service of Azure ML for the workspace. */
    String training(String service, String rest) {
        return azure.training("eastus", service, id, rest);
    }

    /** Registers or changes a datastore of the container. */
    void datastore(String name, String account, Map<String, Object> credentials) throws Exception {
        Map<String, Object> properties = new HashMap<>();
        properties.put("datastoreType", "AzureBlob");
        properties.put("accountName", account.replaceAll(".*/", ""));
        properties.put("containerName", "data");
        properties.put("credentials", credentials);
        arm("PUT", id + "/datastores/" + name, Map.of("properties", properties)).expect(200, 201);
    }

    /** Credentials of a datastore. */
    static Map<String, Object> accountKey(String key) {
        return Map.of("credentialsType", "AccountKey", "secrets", Map.of("secretsType", "AccountKey", "key", key));
    }

    /** Submits a run of the script with one data reference. */
    FlowClient.Answer submit(String runId, Map<String, Object> reference, List<String> arguments) throws IOException {
        return script.submit(runId, "cpu", reference, arguments);
    }

    /** What the script saw, or the error of a run that failed. */
    String run(String datastore, String mode, String path, String... writes) throws Exception {
        List<String> arguments = writes.length == 0
                ? List.of("d", "$AZUREML_DATAREFERENCE_d")
                : List.of("d", "$AZUREML_DATAREFERENCE_d", writes[0]);
        return script.run("cpu", Map.of("dataStoreName", datastore, "mode", mode, "pathOnDataStore", path), arguments);
    }
}
