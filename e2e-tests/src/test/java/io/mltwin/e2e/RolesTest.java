package io.mltwin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The document's table of operations and roles, row by row, with a token of each role. */
class RolesTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String READER_ROLE = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

    /** One operation of the table. */
    enum Operation {
        CREATE_WORKSPACE,
        CREATE_COMPUTE,
        RUN_EXPERIMENT,
        VIEW_RUNS,
        VIEW_METRICS,
        REGISTER_MODEL,
        CREATE_IMAGE,
        DEPLOY_SERVICE,
        VIEW_MODELS,
        VIEW_IMAGES
    }

    static Stream<Arguments> table() {
        List<Operation> reads =
                List.of(
                        Operation.VIEW_RUNS,
                        Operation.VIEW_METRICS,
                        Operation.VIEW_MODELS,
                        Operation.VIEW_IMAGES);
        return Stream.of(Operation.values())
                .flatMap(
                        operation ->
                                Stream.of("owner", "contributor", "reader", "nobody")
                                        .map(
                                                who ->
                                                        Arguments.of(
                                                                operation,
                                                                who,
                                                                !who.equals("nobody")
                                                                        && (!who.equals("reader")
                                                                                || reads.contains(
                                                                                        operation)))));
    }

    @ParameterizedTest(name = "{0} by {1}: {2}")
    @MethodSource("table")
    void operationAndRole(Operation operation, String who, boolean allowed) throws Exception {
        FlowClient.Answer answer = perform(operation, who);

        if (allowed) {
            assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
        } else {
            assertThat(answer.status()).as(answer.text()).isEqualTo(403);
            assertThat(answer.text()).contains("Microsoft.MachineLearningServices/workspaces");
        }
    }

    @Test
    void theRefusalNamesActionAndScope() throws Exception {
        String workspace = PLATFORM.fixture().resourceGroupId() + Azure.ML + "readers-ws";

        JsonNode error =
                PLATFORM.flowClient()
                        .json(
                                "PUT",
                                PLATFORM.azure().arm(workspace),
                                PLATFORM.azure().armToken("reader"),
                                Map.of("location", "eastus"))
                        .expect(403)
                        .json()
                        .path("error");

        assertThat(error.path("code").asText()).isEqualTo("AuthorizationFailed");
        assertThat(error.path("message").asText())
                .contains("'Microsoft.MachineLearningServices/workspaces/write'")
                .contains("'" + workspace + "'")
                .contains("50000000-0000-4000-8000-000000000003");
    }

    @Test
    void whetherAThingExistsIsToldOnlyToWhoMayReadIt() throws Exception {
        String missing =
                PLATFORM.azure()
                        .arm(PLATFORM.fixture().resourceGroupId() + Azure.ML + "no-such-ws");

        PLATFORM.flowClient().get(missing, PLATFORM.azure().armToken("nobody")).expect(403);
        PLATFORM.flowClient().get(missing, PLATFORM.azure().armToken("reader")).expect(404);
    }

    @Test
    void sharingAWorkspaceIsAssigningARole() throws Exception {
        FlowClient client = PLATFORM.flowClient();
        Azure azure = PLATFORM.azure();
        String workspace = PLATFORM.fixture().workspaceId();
        String assignment =
                workspace
                        + "/providers/Microsoft.Authorization/roleAssignments/"
                        + UUID.randomUUID();
        Map<String, Object> body =
                Map.of(
                        "properties",
                        Map.of(
                                "roleDefinitionId",
                                PLATFORM.subscription()
                                        + "/providers/Microsoft.Authorization/roleDefinitions/"
                                        + READER_ROLE,
                                "principalId",
                                PLATFORM.platform().credentials().users().get("nora").objectId(),
                                "principalType",
                                "User"));
        String nora = azure.armToken("nora");
        client.get(azure.arm(workspace), nora).expect(403);

        client.json("PUT", azure.arm(assignment), azure.armToken("contributor"), body).expect(403);
        client.json("PUT", azure.arm(assignment), azure.armToken("reader"), body).expect(403);
        client.json("PUT", azure.arm(assignment), azure.armToken("olivia"), body).expect(201);

        client.get(azure.arm(workspace), nora).expect(200);
        client.json("DELETE", azure.arm(assignment), azure.armToken("olivia"), null)
                .expect(200, 204);
        Thread.sleep(1100); // an allowed answer is kept for at most one second
        client.get(azure.arm(workspace), nora).expect(403);
    }

    @Test
    void theThreeRolesHaveAzuresIdsAndActions() throws Exception {
        JsonNode definitions =
                PLATFORM.flowClient()
                        .get(
                                PLATFORM.azure()
                                        .arm(
                                                PLATFORM.subscription()
                                                        + "/providers/Microsoft.Authorization/roleDefinitions"),
                                PLATFORM.azure().armToken("reader"))
                        .expect(200)
                        .json()
                        .path("value");

        Map<String, String> expected =
                Map.of(
                        "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
                        "Owner [\"*\"]",
                        "b24988ac-6180-42a0-ab88-20f7382dd24c",
                        "Contributor [\"*\"]",
                        READER_ROLE,
                        "Reader [\"*/read\"]");
        expected.forEach(
                (id, role) ->
                        assertThat(definitions)
                                .anySatisfy(
                                        definition -> {
                                            JsonNode properties = definition.path("properties");
                                            assertThat(definition.path("name").asText())
                                                    .isEqualTo(id);
                                            assertThat(
                                                            properties.path("roleName").asText()
                                                                    + " "
                                                                    + properties
                                                                            .path("permissions")
                                                                            .path(0)
                                                                            .path("actions"))
                                                    .isEqualTo(role);
                                        }));
    }

    private static FlowClient.Answer perform(Operation operation, String who) throws Exception {
        FlowState flows = PLATFORM.flows();
        FlowClient client = PLATFORM.flowClient();
        Azure azure = PLATFORM.azure();
        String token = azure.armToken(who);
        String workspace = flows.workspaceId();
        String history = "/experiments/breast-cancer";
        return switch (operation) {
            case CREATE_WORKSPACE ->
                    client.json(
                            "PUT",
                            azure.arm(
                                    PLATFORM.fixture().resourceGroupId()
                                            + Azure.ML
                                            + "roles-"
                                            + who),
                            token,
                            Map.of(
                                    "location",
                                    "eastus",
                                    "identity",
                                    Map.of("type", "SystemAssigned")));
            case CREATE_COMPUTE ->
                    client.json(
                            "PUT",
                            azure.arm(workspace + "/computes/roles-" + who),
                            token,
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
                                                    Map.of(
                                                            "minNodeCount",
                                                            0,
                                                            "maxNodeCount",
                                                            1)))));
            case RUN_EXPERIMENT ->
                    client.json(
                            "POST",
                            azure.training(
                                    "eastus",
                                    "execution/v1.0",
                                    workspace,
                                    "/experiments/roles/snapshotrun"),
                            token,
                            Map.of(
                                    "snapshotId",
                                    flows.snapshotId(),
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
            case VIEW_RUNS ->
                    client.get(
                            azure.training(
                                    "eastus",
                                    "history/v1.0",
                                    workspace,
                                    history + "/runs/" + flows.runId()),
                            token);
            case VIEW_METRICS ->
                    client.json(
                            "POST",
                            azure.training(
                                    "eastus",
                                    "history/v1.0",
                                    workspace,
                                    history + "/metrics:query"),
                            token,
                            Map.of("filter", "RunId eq '" + flows.runId() + "'"));
            case REGISTER_MODEL ->
                    client.json(
                            "POST",
                            azure.models("eastus", workspace, "/models"),
                            token,
                            Map.of(
                                    "name",
                                    "roles-model",
                                    "url",
                                    "aml://artifact/ExperimentRun/dcid."
                                            + flows.runId()
                                            + "/outputs/model.onnx",
                                    "mimeType",
                                    "application/octet-stream"));
            case CREATE_IMAGE ->
                    client.json(
                            "POST",
                            azure.models("eastus", workspace, "/images"),
                            token,
                            Map.of(
                                    "name",
                                    "roles-image-" + who,
                                    "modelIds",
                                    List.of("breast-cancer:1"),
                                    "imageType",
                                    "Docker",
                                    "imageFlavor",
                                    "WebApiContainer"));
            case DEPLOY_SERVICE ->
                    client.json(
                            "POST",
                            azure.models("eastus", workspace, "/services"),
                            token,
                            Map.of(
                                    "name",
                                    "roles-" + who,
                                    "computeType",
                                    "ACI",
                                    "imageId",
                                    "breast-cancer:1",
                                    "containerResourceRequirements",
                                    Map.of("cpu", 1, "memoryInGB", 1)));
            case VIEW_MODELS -> client.get(azure.models("eastus", workspace, "/models"), token);
            case VIEW_IMAGES -> client.get(azure.models("eastus", workspace, "/images"), token);
        };
    }
}
