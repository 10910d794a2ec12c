package io.mltwin.e2e.roles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.Colleague;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Roles of one's own, their scopes, and what is inherited, against the real operations. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class RoleBasedAccessTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String ML = "Microsoft.MachineLearningServices/workspaces";
    private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private Colleague dana;

    @BeforeEach
    void joins() throws Exception {
        dana = Colleague.join(PLATFORM);
    }

    @AfterEach
    void leaves() throws Exception {
        dana.forget();
    }

    @Test
    void whoHasOneWorkspaceSeesThatOneAlone() throws Exception {
        FlowState flows = PLATFORM.flows();
        String list = PLATFORM.subscription() + "/providers/" + ML;
        dana.assign(PLATFORM.fixture().workspaceId(), dana.builtIn(READER));

        JsonNode seen = client.get(azure.arm(list), dana.token()).expect(200).json().path("value");

        assertThat(seen).hasSize(1);
        assertThat(seen.path(0).path("id").asText())
                .isEqualToIgnoringCase(PLATFORM.fixture().workspaceId());
        client.get(azure.arm(PLATFORM.fixture().workspaceId()), dana.token()).expect(200);
        client.get(azure.arm(flows.workspaceId()), dana.token()).expect(403);
    }

    @Test
    void aRoleForSubmittingRunsSubmitsAndRegistersNothing() throws Exception {
        FlowState flows = PLATFORM.flows();
        String role =
                dana.define(
                        "Run submitter",
                        List.of(
                                ML + "/*/read",
                                ML + "/environments/write",
                                ML + "/environments/build/action",
                                ML + "/environments/readSecrets/action",
                                ML + "/experiments/runs/write",
                                ML + "/experiments/runs/submit/action",
                                ML + "/metadata/artifacts/write",
                                ML + "/metadata/snapshots/write"),
                        List.of());
        dana.assign(flows.workspaceId(), role);

        client.json(
                        "POST",
                        azure.training(
                                "eastus",
                                "execution/v1.0",
                                flows.workspaceId(),
                                "/experiments/submitter/snapshotrun"),
                        dana.token(),
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
                                        Map.of("name", "AzureML-Tribuo-4.3"))))
                .expect(200);
        assertRefused(
                client.json(
                        "POST",
                        azure.models("eastus", flows.workspaceId(), "/models"),
                        dana.token(),
                        Map.of("name", "no", "url", "aml://artifact/x", "mimeType", "x/y")),
                ML + "/models/write");
    }

    @Test
    void aRoleForDeployingDeploysAndHandsOutNoKeys() throws Exception {
        FlowState flows = PLATFORM.flows();
        String role =
                dana.define(
                        "Deployer",
                        List.of(
                                ML + "/services/*/write",
                                ML + "/services/read",
                                ML + "/models/read",
                                ML + "/read",
                                ML + "/environments/read"),
                        List.of());
        dana.assign(flows.workspaceId(), role);
        String services = azure.models("eastus", flows.workspaceId(), "/services");

        client.json(
                        "POST",
                        services,
                        dana.token(),
                        Map.of(
                                "name",
                                "danas-service",
                                "computeType",
                                "ACI",
                                "imageId",
                                "breast-cancer:1",
                                "containerResourceRequirements",
                                Map.of("cpu", 1, "memoryInGB", 1)))
                .expect(202);

        assertRefused(
                client.json("POST", services + "/danas-service/listkeys", dana.token(), null),
                ML + "/services/aci/listkeys/action");
    }

    @Test
    void notActionsSubtractAndAnotherRoleGrantsAgain() throws Exception {
        String workspace = PLATFORM.fixture().workspaceId();
        String compute = workspace + "/computes/danas-" + dana.objectId().substring(0, 8);
        dana.assign(
                workspace,
                dana.define("All but deleting", List.of("*"), List.of(ML + "/*/delete")));
        client.json("PUT", azure.arm(compute), dana.token(), cluster()).expect(200, 201);

        String delete = azure.arm(compute) + "&underlyingResourceAction=Delete";
        assertRefused(client.json("DELETE", delete, dana.token(), null), ML + "/computes/delete");
        // the pattern names the workspace's own deletion too
        assertRefused(
                client.json("DELETE", azure.arm(workspace), dana.token(), null), ML + "/delete");

        dana.assign(
                workspace,
                dana.define("Compute deleter", List.of(ML + "/computes/delete"), List.of()));
        client.json("DELETE", delete, dana.token(), null).expect(200, 202, 204);
    }

    private static Map<String, Object> cluster() {
        return Map.of(
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
                                Map.of("minNodeCount", 0, "maxNodeCount", 1))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"subscription", "resource group", "workspace"})
    void aRoleIsInheritedByAllBelow(String where) throws Exception {
        String workspace = PLATFORM.fixture().workspaceId();
        String scope =
                switch (where) {
                    case "subscription" -> PLATFORM.subscription();
                    case "resource group" -> PLATFORM.fixture().resourceGroupId();
                    default -> workspace;
                };
        String another = PLATFORM.flows().workspaceId();
        client.get(azure.arm(workspace), dana.token()).expect(403);

        dana.assign(scope, dana.builtIn(READER));

        client.get(azure.arm(workspace), dana.token()).expect(200);
        client.get(azure.arm(workspace + "/computes"), dana.token()).expect(200);
        client.get(azure.arm(another), dana.token()).expect(where.equals("workspace") ? 403 : 200);
        client.json("PUT", azure.arm(workspace + "/computes/no"), dana.token(), cluster())
                .expect(403);
    }

    /** Assignable at a workspace, a resource group or a subscription; never at the root. */
    @Test
    void aRoleIsAssignableWhereItSaysAndNowhereElse() throws Exception {
        String owner = azure.armToken("owner");
        String group = PLATFORM.fixture().resourceGroupId();
        List<String> definitions = new ArrayList<>();
        for (String scope :
                List.of(PLATFORM.subscription(), group, PLATFORM.fixture().workspaceId())) {
            String id = scope + Colleague.AUTHORIZATION + "roleDefinitions/" + UUID.randomUUID();
            client.json(
                            "PUT",
                            azure.arm(id),
                            owner,
                            definition("At scope " + definitions.size(), scope))
                    .expect(201);
            definitions.add(id);
        }
        try {
            String inWorkspace = definitions.get(2);
            FlowClient.Answer outside =
                    client.json(
                            "PUT",
                            azure.arm(
                                    group
                                            + Colleague.AUTHORIZATION
                                            + "roleAssignments/"
                                            + UUID.randomUUID()),
                            owner,
                            Colleague.assignment(inWorkspace, dana.objectId()));
            assertThat(outside.status()).isEqualTo(400);
            assertThat(outside.text()).contains("RoleAssignmentScopeNotAssignableToRoleDefinition");
            dana.assign(PLATFORM.fixture().workspaceId(), inWorkspace);
            client.json(
                            "PUT",
                            azure.arm(
                                    PLATFORM.subscription()
                                            + Colleague.AUTHORIZATION
                                            + "roleDefinitions/"
                                            + UUID.randomUUID()),
                            owner,
                            definition("At the root", "/"))
                    .expect(400);
        } finally {
            dana.forget();
            for (String definition : definitions) {
                client.json("DELETE", azure.arm(definition), owner, null).expect(200);
            }
        }
    }

    private static Map<String, Object> definition(String name, String scope) {
        return Map.of(
                "properties",
                Map.of(
                        "roleName",
                        name,
                        "permissions",
                        List.of(Map.of("actions", List.of(ML + "/read"))),
                        "assignableScopes",
                        List.of(scope)));
    }

    private static void assertRefused(FlowClient.Answer answer, String action) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.text()).contains(action);
    }
}
