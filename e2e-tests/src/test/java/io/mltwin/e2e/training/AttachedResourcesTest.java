package io.mltwin.e2e.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.AttachableResources;
import io.mltwin.e2e.fixtures.GrantedRole;
import io.mltwin.e2e.fixtures.GraphClient;
import io.mltwin.e2e.fixtures.LoggedEvents;
import io.mltwin.e2e.fixtures.OwnWorkspace;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Virtual machines and clusters of AKS as resources of Azure Resource Manager, and what a workspace
 * may attach of them.
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
        AttachableResources attachable = new AttachableResources(PLATFORM);
        attachable.machine(group + AttachableResources.MACHINES + "vm0");
        attachable.cluster(group + AttachableResources.CLUSTERS + "c0");
    }

    @AfterAll
    void goesWithItsGroup() throws Exception {
        own.end();
        client.get(azure.arm(group), owner).expect(404);
    }

    private Map<String, Object> body(String type) {
        return type.startsWith("Microsoft.Compute/")
                ? AttachableResources.machineBody(group)
                : AttachableResources.clusterBody();
    }

    private static String code(FlowClient.Answer answer) {
        return answer.status() + " " + answer.json().path("error").path("code").asText();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"Microsoft.Compute/virtualMachines", "Microsoft.ContainerService/managedClusters"})
    void itIsAResourceFromItsCreationToItsEnd(String type) throws Exception {
        // Given
        String id = group + "/providers/" + type + "/one";
        // When, Then
        client.json("PUT", azure.arm(id), azure.armToken("reader"), body(type)).expect(403);
        client.json("PUT", azure.arm(id), "no-token", body(type)).expect(401);
        // When
        FlowClient.Answer made = client.json("PUT", azure.arm(id), owner, body(type)).expect(201);
        // Then
        assertThat(made.header("Azure-AsyncOperation")).isNotNull();
        azure.await(client, made, owner);
        JsonNode read = client.get(azure.arm(id), azure.armToken("reader")).expect(200).json();
        assertThat(read.path("id").asText()).isEqualTo(id);
        assertThat(read.path("type").asText()).isEqualTo(type);
        assertThat(read.path("properties").path("provisioningState").asText())
                .isEqualTo("Succeeded");
        assertThat(read.toString())
                .doesNotContain("Never-shown-1", "instanceView", "powerState", "fqdn");
        client.json("PUT", azure.arm(id), owner, body(type)).expect(200);
        assertThat(client.get(azure.arm(id), owner).json().path("properties"))
                .isEqualTo(read.path("properties"));
        // When
        JsonNode tagged =
                client.json("PATCH", azure.arm(id), owner, Map.of("tags", Map.of("a", "b")))
                        .expect(200)
                        .json();
        // Then
        assertThat(tagged.path("tags").toString()).isEqualTo("{\"a\":\"b\"}");
        for (String scope : List.of(group, PLATFORM.subscription())) {
            assertThat(
                            client.get(azure.arm(scope + "/providers/" + type), owner)
                                    .expect(200)
                                    .json()
                                    .path("value")
                                    .findValuesAsText("id"))
                    .contains(id);
            assertThat(
                            client.get(azure.arm(scope + "/resources"), owner)
                                    .expect(200)
                                    .json()
                                    .path("value")
                                    .findValuesAsText("id"))
                    .contains(id);
        }
        // When
        lockKeepsIt(id);
        FlowClient.Answer ended = client.json("DELETE", azure.arm(id), owner, null).expect(202);
        azure.await(client, ended, owner);
        // Then
        client.json("DELETE", azure.arm(id), owner, null).expect(204);
        assertThat(code(client.get(azure.arm(id), owner))).isEqualTo("404 ResourceNotFound");
        List<String> events =
                new LoggedEvents(PLATFORM)
                                .await(
                                        client.correlationId(),
                                        event ->
                                                LoggedEvents.text(event, "operationName")
                                                                .equals(type + "/delete")
                                                        && LoggedEvents.text(event, "status")
                                                                .equals("Succeeded"))
                                .stream()
                                .map(event -> LoggedEvents.text(event, "operationName"))
                                .toList();
        assertThat(events).contains(type + "/write", type + "/delete");
    }

    private void lockKeepsIt(String id) throws Exception {
        client.json(
                        "PUT",
                        azure.arm(id + LOCKS),
                        owner,
                        Map.of("properties", Map.of("level", "CanNotDelete")))
                .expect(200, 201);
        assertThat(code(client.json("DELETE", azure.arm(id), owner, null)))
                .isEqualTo("409 ScopeLocked");
        client.json("DELETE", azure.arm(id + LOCKS), owner, null).expect(200, 204);
    }

    @Test
    void aClustersIdentityIsAPrincipalAsLongAsTheClusterIs() throws Exception {
        // Given
        String id =
                new AttachableResources(PLATFORM)
                        .cluster(group + AttachableResources.CLUSTERS + "identified");
        JsonNode identity = client.get(azure.arm(id), owner).json().path("identity");
        GraphClient graph = GraphClient.of(PLATFORM);
        String principal = "servicePrincipals/" + identity.path("principalId").asText();
        // When, Then
        assertThat(
                        graph.call("maja", "GET", principal, null)
                                .expect(200)
                                .json()
                                .path("displayName")
                                .asText())
                .isEqualTo("identified");
        // When
        client.json("DELETE", azure.arm(id), owner, null).expect(202);
        // Then
        graph.call("maja", "GET", principal, null).expect(404);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /providers/Microsoft.Compute/virtualMachines/vm0/start | 501 NotImplemented",
                "POST | /providers/Microsoft.Compute/virtualMachines/vm0/powerOff | 501 NotImplemented",
                "GET | /providers/Microsoft.Compute/virtualMachines/vm0/instanceView | 501 NotImplemented",
                "GET | /providers/Microsoft.Compute/virtualMachines/vm0?$expand=instanceView | 501 NotImplemented",
                "PUT | /providers/Microsoft.Compute/virtualMachines/vm0/extensions/e | 501 NotImplemented",
                "PUT | /providers/Microsoft.Compute/virtualMachines/vm0 | 400 InvalidRequestContent",
                "PUT | /providers/Microsoft.Compute/virtualMachines/v%20m | 400 InvalidResourceName",
                "PATCH | /providers/Microsoft.Compute/virtualMachines/none | 404 ResourceNotFound",
                "POST | /providers/Microsoft.ContainerService/managedClusters/c0/listClusterAdminCredential | 501 NotImplemented",
                "GET | /providers/Microsoft.ContainerService/managedClusters/c0/agentPools | 501 NotImplemented",
                "GET | /providers/Microsoft.ContainerService/managedClusters/none | 404 ResourceNotFound",
                "PATCH | /providers/Microsoft.ContainerService/managedClusters/none | 404 ResourceNotFound"
            })
    void whatIsNotThereIsSaid(String method, String path, String expected) throws Exception {
        // Given
        String[] parts = path.strip().split("\\?");
        String address = azure.arm(group + parts[0]) + (parts.length > 1 ? "&" + parts[1] : "");
        Object body =
                switch (method.strip()) {
                    case "GET" -> null;
                    case "PATCH" -> Map.of("tags", Map.of());
                    default ->
                            path.contains("v%20m")
                                    ? AttachableResources.machineBody(group)
                                    : List.of();
                };
        // When, Then
        assertThat(code(client.json(method.strip(), address, owner, body))).isEqualTo(expected);
    }

    private FlowClient.Answer attach(String name, String type, String resource, String token)
            throws Exception {
        return client.json(
                "PUT",
                azure.arm(workspace + "/computes/" + name),
                token,
                Map.of(
                        "location",
                        "eastus",
                        "properties",
                        Map.of("computeType", type, "resourceId", resource)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "VirtualMachine, Microsoft.Compute/virtualMachines",
        "AKS, Microsoft.ContainerService/managedClusters"
    })
    void onlyWhatExistsAndIsOfTheTypeIsAttached(String type, String resourceType) throws Exception {
        // Given
        String name = "a" + UUID.randomUUID().toString().substring(0, 8);
        String resource = group + "/providers/" + resourceType + "/" + name;
        String compute = azure.arm(workspace + "/computes/" + name);
        // When, Then
        assertThat(code(attach(name, type, resource, owner))).isEqualTo("404 ResourceNotFound");
        client.get(compute, owner).expect(404);
        assertThat(code(attach(name, type, workspace, owner)))
                .isEqualTo("400 InvalidRequestContent");
        // When
        FlowClient.Answer made =
                client.json("PUT", azure.arm(resource), owner, body(resourceType)).expect(201);
        azure.await(client, made, owner);
        FlowClient.Answer attached = attach(name, type, resource, owner).expect(201);
        azure.await(client, attached, owner);
        // Then
        JsonNode read = client.get(compute, owner).expect(200).json().path("properties");
        assertThat(read.path("resourceId").asText()).isEqualTo(resource);
        assertThat(read.path("isAttachedCompute").asBoolean()).isTrue();
        // When
        client.json("DELETE", compute + "&underlyingResourceAction=Detach", owner, null)
                .expect(202);
        // Then
        client.get(azure.arm(resource), owner).expect(200);
    }

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource({
        "VirtualMachine, Microsoft.Compute/virtualMachines, read",
        "AKS, Microsoft.ContainerService/managedClusters, read",
        "AKS, Microsoft.ContainerService/managedClusters, listClusterAdminCredential/action"
    })
    void whoMayNotUseItMayNotAttachIt(String type, String resourceType, String missing)
            throws Exception {
        // Given
        String name = "l" + UUID.randomUUID().toString().substring(0, 8);
        String resource = group + "/providers/" + resourceType + "/" + name;
        client.json("PUT", azure.arm(resource), owner, body(resourceType)).expect(201);
        String linked = resourceType + "/" + missing;
        String[] actions =
                missing.equals("read")
                        ? new String[] {
                            "Microsoft.MachineLearningServices/workspaces/computes/write"
                        }
                        : new String[] {
                            "Microsoft.MachineLearningServices/workspaces/computes/write",
                            resourceType + "/read"
                        };

        GrantedRole role = GrantedRole.of(PLATFORM, "nora", group, actions);
        GrantedRole more = null;
        try {
            String nora = azure.armToken("nora");
            // When
            FlowClient.Answer refused = attach(name, type, resource, nora).expect(403);
            // Then
            assertThat(code(refused)).isEqualTo("403 LinkedAuthorizationFailed");
            assertThat(refused.text()).contains(linked, resource);
            client.get(azure.arm(workspace + "/computes/" + name), owner).expect(404);
            // When
            more =
                    GrantedRole.of(
                            PLATFORM,
                            "nora",
                            group,
                            resourceType + "/read",
                            resourceType + "/listClusterAdminCredential/action");
            // Then
            attach(name, type, resource, nora).expect(201);
        } finally {
            role.close();
            if (more != null) {
                more.close();
            }
        }
    }

    @Test
    void whatIsDeletedWithItsComputeIsDeletedByTheSupportApplication() throws Exception {
        // Given
        String name = "d" + UUID.randomUUID().toString().substring(0, 8);
        String machine =
                new AttachableResources(PLATFORM)
                        .machine(group + AttachableResources.MACHINES + name);
        String compute = azure.arm(workspace + "/computes/" + name);
        attach(name, "VirtualMachine", machine, owner).expect(201);
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
        client.json(
                        "PUT",
                        azure.arm(machine + LOCKS),
                        owner,
                        Map.of("properties", Map.of("level", "CanNotDelete")))
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
        SupportApplicationEvents.require(
                PLATFORM, own.correlationId(), "Microsoft.Compute/virtualMachines/delete");
    }

    @Test
    void aMachineJoinsOnlyTheInterfacesThatItsMakerMayJoin() throws Exception {
        // Given
        String id = group + AttachableResources.MACHINES + "joined";
        GrantedRole role =
                GrantedRole.of(PLATFORM, "nora", group, "Microsoft.Compute/virtualMachines/write");
        try {
            // When
            FlowClient.Answer refused =
                    client.json(
                            "PUT",
                            azure.arm(id),
                            azure.armToken("nora"),
                            AttachableResources.machineBody(group));
            // Then
            assertThat(code(refused)).isEqualTo("403 LinkedAuthorizationFailed");
            assertThat(refused.text()).contains("networkInterfaces/join/action");
        } finally {
            role.close();
        }
        client.get(azure.arm(id), owner).expect(404);
    }
}
