package io.mltwin.e2e.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.AttachableResources;
import io.mltwin.e2e.fixtures.GrantedRole;
import io.mltwin.e2e.fixtures.GraphClient;
import io.mltwin.e2e.fixtures.OwnWorkspace;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A virtual machine and a cluster of AKS, which are resources first: attached to a workspace, known
 * to Azure AD, and deleted with their compute.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
@ResourceLock(GrantedRole.OF_NORA)
class AttachedResourcesTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String LOCKS = "/providers/Microsoft.Authorization/locks/keep";

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private OwnWorkspace own;
    private String group;
    private String workspace;
    private String owner;

    @BeforeAll
    void aWorkspace() throws Exception {
        owner = azure.armToken("owner");
        own = OwnWorkspace.make(PLATFORM, "attached-rg", "attaching", "eastus");
        group = own.group();
        workspace = own.id();
    }

    @AfterAll
    void goesWithItsGroup() throws Exception {
        own.end();
        client.get(azure.arm(group), owner).expect(404);
    }

    private static String code(FlowClient.Answer answer) {
        return answer.status() + " " + answer.json().path("error").path("code").asText();
    }

    @Test
    void aClusterIsAttachedAndItsIdentityIsAPrincipalAsLongAsTheClusterIs() throws Exception {
        // Given
        String id = new AttachableResources(PLATFORM).cluster(group + AttachableResources.CLUSTERS + "identified");
        JsonNode identity = client.get(azure.arm(id), owner).json().path("identity");
        GraphClient graph = GraphClient.of(PLATFORM);
        String principal = "servicePrincipals/" + identity.path("principalId").asText();
        // When, Then
        assertThat(graph.call("maja", "GET", principal, null)
                        .expect(200)
                        .json()
                        .path("displayName")
                        .asText())
                .isEqualTo("identified");
        // When
        FlowClient.Answer attached = attach("identified", "AKS", id, owner).expect(201);
        azure.await(client, attached, owner);
        // Then
        JsonNode compute = client.get(azure.arm(workspace + "/computes/identified"), owner)
                .expect(200)
                .json()
                .path("properties");
        assertThat(compute.path("resourceId").asText()).isEqualTo(id);
        assertThat(compute.path("isAttachedCompute").asBoolean()).isTrue();
        client.json(
                        "DELETE",
                        azure.arm(workspace + "/computes/identified") + "&underlyingResourceAction=Detach",
                        owner,
                        null)
                .expect(202);
        client.get(azure.arm(id), owner).expect(200);
        // When
        client.json("DELETE", azure.arm(id), owner, null).expect(202);
        // Then
        graph.call("maja", "GET", principal, null).expect(404);
    }

    private FlowClient.Answer attach(String name, String type, String resource, String token) throws Exception {
        return client.json(
                "PUT",
                azure.arm(workspace + "/computes/" + name),
                token,
                Map.of("location", "eastus", "properties", Map.of("computeType", type, "resourceId", resource)));
    }

    @Test
    void aMachineIsAttachedAndDeletedWithItsComputeByTheSupportApplication() throws Exception {
        // Given
        String name = "d" + UUID.randomUUID().toString().substring(0, 8);
        String machine = new AttachableResources(PLATFORM).machine(group + AttachableResources.MACHINES + name);
        String compute = azure.arm(workspace + "/computes/" + name);
        attach(name, "VirtualMachine", machine, owner).expect(201);
        assertThat(client.get(compute, owner)
                        .expect(200)
                        .json()
                        .at("/properties/resourceId")
                        .asText())
                .isEqualTo(machine);
        String delete = compute + "&underlyingResourceAction=Delete";

        GrantedRole role = GrantedRole.to(PLATFORM, "nora", workspace, "computes/delete");
        try {
            // When
            FlowClient.Answer refused =
                    client.json("DELETE", delete, azure.armToken("nora"), null).expect(403);
            // Then
            assertThat(code(refused)).isEqualTo("403 LinkedAuthorizationFailed");
            assertThat(refused.text()).contains("virtualMachines/delete", machine);
        } finally {
            role.close();
        }
        // When
        client.json("PUT", azure.arm(machine + LOCKS), owner, Map.of("properties", Map.of("level", "CanNotDelete")))
                .expect(200, 201);
        // Then
        assertThat(code(client.json("DELETE", delete, owner, null))).isEqualTo("409 ScopeLocked");
        client.json("DELETE", azure.arm(machine + LOCKS), owner, null).expect(200, 204);
        client.get(compute, owner).expect(200);
        // When
        FlowClient own = PLATFORM.flowClient();
        own.json("DELETE", delete, owner, null).expect(202);
        // Then
        client.get(azure.arm(machine), owner).expect(404);
        client.get(compute, owner).expect(404);
        SupportApplicationEvents.require(PLATFORM, own.correlationId(), "Microsoft.Compute/virtualMachines/delete");
    }
}
