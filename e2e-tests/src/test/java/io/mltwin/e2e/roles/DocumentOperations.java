package io.mltwin.e2e.roles;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.AttachableResources;
import io.mltwin.e2e.fixtures.WebServices;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowClient.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The twelve operations of the document's table, each by a caller on the workspace of the flows,
 * with what has to be cleared away afterwards.
 */
final class DocumentOperations {
    private static final String ROLES = "/providers/Microsoft.Authorization/roleAssignments/";
    private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

    private final TestPlatform platform;
    private final Azure azure;
    private final FlowClient client;
    private final String workspace;
    private final String run;
    private final String snapshot;
    private final String storageAccount;
    private final String machine;
    private final WebServices services;
    private final JsonNode tokenService;
    private final List<String> made = new ArrayList<>();
    private final List<String> madeInArm = new ArrayList<>();

    DocumentOperations(TestPlatform platform) throws IOException, InterruptedException {
        this.platform = platform;
        azure = platform.azure();
        client = platform.flowClient();
        workspace = platform.flows().workspaceId();
        run = platform.flows().runId();
        snapshot = platform.flows().snapshotId();
        storageAccount = platform.flows().storageAccount();
        machine = new AttachableResources(platform)
                .machine(platform.fixture().resourceGroupId() + AttachableResources.MACHINES + "roles-vm");
        services = WebServices.of(platform).withCluster();
        tokenService =
                services.ensure("auth-token", WebServices.IMAGE, WebServices.onAks(Map.of("aadAuthEnabled", true)));
    }

    /** What a caller does, with every answer to it. */
    interface Operation {
        List<Answer> by(DocumentOperations operations, String who) throws IOException;
    }

    List<Answer> createWorkspace(String who) throws IOException {
        return arm(
                "PUT",
                platform.fixture().resourceGroupId() + Azure.ML + "roles-" + who,
                who,
                Map.of("location", "eastus", "identity", Map.of("type", "SystemAssigned")));
    }

    List<Answer> shareWorkspace(String who) throws IOException {
        String assignment = workspace + ROLES + UUID.randomUUID();
        Map<String, Object> properties = Map.of(
                "roleDefinitionId",
                platform.subscription() + "/providers/Microsoft.Authorization/roleDefinitions/" + READER,
                "principalId",
                platform.platform().credentials().users().get("carl").objectId(),
                "principalType",
                "User");
        return made(assignment, arm("PUT", assignment, who, Map.of("properties", properties)));
    }

    List<Answer> createCompute(String who) throws IOException {
        Map<String, Object> scale = Map.of("minNodeCount", 0, "maxNodeCount", 1);
        return compute(
                who,
                "made",
                Map.of(
                        "computeType",
                        "AmlCompute",
                        "properties",
                        Map.of("vmSize", "STANDARD_DS2_V2", "scaleSettings", scale)));
    }

    List<Answer> attachCompute(String who) throws IOException {
        // without a credential nobody connects: who may attach is decided before
        Map<String, Object> account = Map.of("username", "azureuser");
        return compute(
                who,
                "vm",
                Map.of(
                        "computeType",
                        "VirtualMachine",
                        "resourceId",
                        machine,
                        "properties",
                        Map.of("address", "127.0.0.1", "sshPort", 22, "administratorAccount", account)));
    }

    private List<Answer> compute(String who, String name, Map<String, Object> properties) throws IOException {
        String id = workspace + "/computes/" + name + "-" + who;
        return made(id, arm("PUT", id, who, Map.of("location", "eastus", "properties", properties)));
    }

    List<Answer> attachDatastore(String who) throws IOException {
        String address = azure.training("eastus", "datastore/v1.0", workspace, "/datastores");
        Map<String, Object> storage =
                Map.of("accountName", storageAccount, "containerName", "azureml", "credentialType", "None");
        List<Answer> answers = post(
                address,
                who,
                Map.of("name", "roles_" + who, "dataStoreType", "AzureBlob", "azureStorageSection", storage));
        note(made, address + "/roles_" + who, answers);
        return answers;
    }

    List<Answer> runExperiment(String who) throws IOException {
        return post(
                azure.training("eastus", "execution/v1.0", workspace, "/experiments/roles/snapshotrun"),
                who,
                Map.of(
                        "snapshotId",
                        snapshot,
                        "configuration",
                        Map.of(
                                "script",
                                "Train.java",
                                "arguments",
                                List.of("--help"),
                                "target",
                                "cpu-cluster",
                                "environment",
                                Map.of("name", "AzureML-Tribuo-4.3"))));
    }

    List<Answer> viewRunsAndMetrics(String who) throws IOException {
        String experiment = azure.training("eastus", "history/v1.0", workspace, "/experiments/breast-cancer");
        Answer runs = client.get(experiment + "/runs/" + run, azure.armToken(who));
        return List.of(
                runs,
                post(experiment + "/metrics:query", who, Map.of("filter", "RunId eq '" + run + "'"))
                        .get(0));
    }

    List<Answer> registerModel(String who) throws IOException {
        List<Answer> answers = post(
                services.address("/models"),
                who,
                Map.of(
                        "name",
                        "roles-model",
                        "url",
                        "aml://artifact/ExperimentRun/dcid." + run + "/outputs/model.onnx",
                        "mimeType",
                        "application/octet-stream"));
        String id = answers.get(0).json().path("id").asText();
        note(made, services.address("/models/" + id), answers);
        return answers;
    }

    List<Answer> createImage(String who) throws IOException {
        return post(
                services.address("/images"),
                who,
                Map.of(
                        "name",
                        "roles-image-" + who,
                        "modelIds",
                        List.of("breast-cancer:1"),
                        "imageType",
                        "Docker",
                        "imageFlavor",
                        "WebApiContainer"));
    }

    List<Answer> deployService(String who) throws IOException {
        List<Answer> answers = post(
                services.address("/services"),
                who,
                WebServices.request("roles-" + who, WebServices.IMAGE, Map.of("computeType", "ACI")));
        note(made, services.address("/services/roles-" + who), answers);
        return answers;
    }

    List<Answer> viewModelsAndImages(String who) throws IOException {
        String token = azure.armToken(who);
        return List.of(client.get(services.address("/models"), token), client.get(services.address("/images"), token));
    }

    /** With a token of the caller's own; nobody, having none, is told so when asking for one. */
    List<Answer> callService(String who) throws IOException {
        Answer token = services.token("auth-token", azure.armToken(who));
        return token.status() != 201
                ? List.of(token)
                : List.of(
                        token,
                        services.score(
                                tokenService, token.json().path("accessToken").asText()));
    }

    /** Takes away what any caller made. */
    void clear() throws IOException {
        String owner = azure.armToken("owner");
        for (String address : made) {
            client.json("DELETE", address, owner, null).expect(200, 204);
        }
        for (String id : madeInArm) {
            String what = id.contains("/computes/vm-") ? "Detach" : "Delete";
            client.json("DELETE", azure.arm(id) + "&underlyingResourceAction=" + what, owner, null)
                    .expect(200, 202, 204);
        }
    }

    private List<Answer> made(String id, List<Answer> answers) {
        note(madeInArm, id, answers);
        return answers;
    }

    private static void note(List<String> list, String what, List<Answer> answers) {
        if (answers.get(0).status() < 300) {
            list.add(what);
        }
    }

    private List<Answer> arm(String method, String id, String who, Object body) throws IOException {
        return List.of(client.json(method, azure.arm(id), azure.armToken(who), body));
    }

    private List<Answer> post(String address, String who, Object body) throws IOException {
        return List.of(client.json("POST", address, azure.armToken(who), body));
    }
}
