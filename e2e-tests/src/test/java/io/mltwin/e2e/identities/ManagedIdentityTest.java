package io.mltwin.e2e.identities;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.GrantedRole;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import io.mltwin.local.layout.PlatformService;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A run's script acts as a managed identity with Azure's own library, unmodified and knowing
 * nothing but the run's variables: the library lies in the snapshot, the script starts it in a JVM
 * of its own. Today's version speaks App Service's form of the identity endpoint, that of 2022
 * still Azure ML's.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Order(7)
class ManagedIdentityTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String READER_ROLE = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

    private FlowState flows;
    private Azure azure;
    private FlowClient client;
    private String contributor;
    private String snapshot;

    @BeforeAll
    void saveTheScriptWithItsLibrary() throws Exception {
        flows = PLATFORM.flows();
        azure = PLATFORM.azure();
        client = PLATFORM.flowClient();
        contributor = azure.armToken("contributor");
        snapshot = UUID.randomUUID().toString();
        client.upload(v1("content/v1.0", "/snapshots/" + snapshot), contributor, IdentityScript.files())
                .expect(200, 201);
    }

    @Test
    void aScriptActsAsTheWorkspaceInBothForms() throws Exception {
        Map<String, Map<String, String>> forms = run("cpu-cluster");

        assertThat(forms.keySet()).containsExactly("IDENTITY_ENDPOINT", "MSI_ENDPOINT");
        String identity = flows.workspaceId().toLowerCase(java.util.Locale.ROOT);
        assertThat(forms.values())
                .allSatisfy(notes -> assertThat(notes)
                        .containsEntry("https://management.azure.com", identity + "|200")
                        .containsEntry("https://storage.azure.com", identity + "|200")
                        .containsEntry("named", identity + "|app")
                        .containsEntry("other", "|refused")
                        .containsEntry("unknown", "|refused"));
    }

    @Test
    void aScriptActsAsTheClusterWhereThatHasAnIdentity() throws Exception {
        String name = "own-" + UUID.randomUUID().toString().substring(0, 8);
        String cluster = flows.workspaceId() + "/computes/" + name;
        JsonNode made = client.json("PUT", azure.arm(cluster), contributor, cluster(Map.of("type", "SystemAssigned")))
                .expect(201)
                .json();
        String principal = made.path("identity").path("principalId").asText();
        assertThat(made.path("identity").path("type").asText()).isEqualTo("SystemAssigned");
        assertThat(client.json("PUT", azure.arm(cluster), contributor, cluster(Map.of("type", "SystemAssigned")))
                        .expect(200)
                        .json()
                        .path("identity")
                        .path("principalId")
                        .asText())
                .isEqualTo(principal);
        assertThat(inDirectory(principal).expect(200).json().path("displayName").asText())
                .isEqualTo(name(flows.workspaceId()) + "/computes/" + name);
        actsAs(name, cluster, principal);
        azure.await(
                client,
                client.json("DELETE", azure.arm(cluster) + "&underlyingResourceAction=Delete", contributor, null)
                        .expect(200, 202),
                contributor);
        inDirectory(principal).expect(404);
    }

    @Test
    @ResourceLock(GrantedRole.OF_NORA)
    void aScriptActsAsTheUserAssignedIdentityOfItsCluster() throws Exception {
        String suffix = UUID.randomUUID().toString().substring(0, 8);
        String identity = PLATFORM.fixture().resourceGroupId()
                + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/trainer-"
                + suffix;
        String principal = client.json(
                        "PUT", azure.arm(identity), azure.armToken("owner"), Map.of("location", "eastus"))
                .expect(201)
                .json()
                .path("properties")
                .path("principalId")
                .asText();
        String name = "user-" + suffix;
        String cluster = flows.workspaceId() + "/computes/" + name;
        Map<String, Object> wanted =
                Map.of("type", "UserAssigned", "userAssignedIdentities", Map.of(identity, Map.of()));
        GrantedRole role = GrantedRole.to(PLATFORM, "nora", flows.workspaceId(), "computes/write");
        try {
            assertThat(client.json("PUT", azure.arm(cluster), azure.armToken("nora"), cluster(wanted))
                            .expect(403)
                            .text())
                    .contains("LinkedAuthorizationFailed", "assign/action");
        } finally {
            role.close();
        }
        client.get(azure.arm(cluster), contributor).expect(404);
        client.json(
                        "PUT",
                        azure.arm(cluster),
                        contributor,
                        cluster(Map.of(
                                "type",
                                "UserAssigned",
                                "userAssignedIdentities",
                                Map.of(identity + "-missing", Map.of()))))
                .expect(400);

        JsonNode made = client.json("PUT", azure.arm(cluster), contributor, cluster(wanted))
                .expect(201)
                .json();
        assertThat(made.path("identity")
                        .path("userAssignedIdentities")
                        .path(identity)
                        .path("principalId")
                        .asText())
                .isEqualTo(principal);
        actsAs(name, identity, principal);
        azure.await(
                client,
                client.json("DELETE", azure.arm(cluster) + "&underlyingResourceAction=Delete", contributor, null)
                        .expect(200, 202),
                contributor);
        inDirectory(principal).expect(200);
        client.json("DELETE", azure.arm(identity), azure.armToken("owner"), null)
                .expect(200);
    }

    /** A script on the cluster is this identity, which may read the workspace and no blob. */
    private void actsAs(String cluster, String resourceId, String principal) throws Exception {
        String assignment = mayRead(principal);

        Map<String, Map<String, String>> forms = run(cluster);

        // its code came and its outputs went as the workspace
        String identity = resourceId.toLowerCase(java.util.Locale.ROOT);
        assertThat(forms.values())
                .hasSize(2)
                .allSatisfy(notes -> assertThat(notes)
                        .containsEntry("https://management.azure.com", identity + "|200")
                        .containsEntry("https://storage.azure.com", identity + "|403")
                        .containsEntry("named", identity + "|app"));
        client.json("DELETE", azure.arm(assignment), azure.armToken("owner"), null)
                .expect(200, 204);
    }

    private FlowClient.Answer inDirectory(String principal) throws Exception {
        return client.get(
                PLATFORM.host("graph", PlatformService.IDENTITY) + "/v1.0/servicePrincipals/" + principal,
                azure.token("contributor", "https://graph.microsoft.com"));
    }

    private String mayRead(String principal) throws Exception {
        String assignment =
                flows.workspaceId() + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID();
        Map<String, Object> role = Map.of(
                "roleDefinitionId",
                PLATFORM.subscription() + "/providers/Microsoft.Authorization/roleDefinitions/" + READER_ROLE,
                "principalId",
                principal,
                "principalType",
                "ServicePrincipal");
        client.json("PUT", azure.arm(assignment), azure.armToken("owner"), Map.of("properties", role))
                .expect(201);
        return assignment;
    }

    private static Map<String, Object> cluster(Map<String, Object> identity) {
        return Map.of(
                "location",
                "eastus",
                "identity",
                identity,
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

    /** What the script's clients noted, by the form they used. */
    private Map<String, Map<String, String>> run(String target) throws Exception {
        String runId = "identity-" + UUID.randomUUID();
        String experiment = "/experiments/identity";
        Map<String, Object> configuration = Map.of(
                "script",
                "Ask.java",
                "arguments",
                List.of(
                        "https://management.azure.com",
                        "https://localhost:" + PLATFORM.port(PlatformService.WORKSPACE),
                        authority("management"),
                        flows.workspaceId() + "?api-version=2022-10-01",
                        "https://storage.azure.com",
                        "https://localhost:" + PLATFORM.port(PlatformService.WORKSPACE),
                        authority(flows.storageAccount() + ".blob.core"),
                        "/snapshots?restype=container&comp=list"),
                "target",
                target,
                "environment",
                Map.of("name", "AzureML-Tribuo-4.3"));
        client.json(
                        "POST",
                        v1("execution/v1.0", experiment + "/snapshotrun?runId=" + runId),
                        contributor,
                        Map.of("snapshotId", snapshot, "configuration", configuration))
                .expect(200);
        String run = v1("history/v1.0", experiment + "/runs/" + runId);
        String end = azure.until(client, run, azure.armToken("reader"), "status", "Completed", "Failed", "Canceled");
        assertThat(end)
                .as(client.get(run, azure.armToken("reader"))
                        .json()
                        .path("error")
                        .toString())
                .isEqualTo("Completed");
        Map<String, Map<String, String>> forms = new TreeMap<>();
        for (String form : List.of("IDENTITY_ENDPOINT", "MSI_ENDPOINT")) {
            forms.put(form, notes(runId, form));
        }
        return forms;
    }

    private Map<String, String> notes(String runId, String form) throws Exception {
        String text = client.get(
                        v1(
                                "artifact/v2.0",
                                "/artifacts/ExperimentRun/dcid." + runId + "/content?path=outputs/" + form + ".txt"),
                        azure.armToken("reader"))
                .expect(200)
                .text();
        return text.lines()
                .map(line -> line.split("\\|", 2))
                .collect(Collectors.toMap(note -> note[0], note -> note[1].toLowerCase(java.util.Locale.ROOT)));
    }

    private static String authority(String label) {
        return PLATFORM.host(label, PlatformService.WORKSPACE).replace("https://", "");
    }

    private static String name(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }

    private String v1(String service, String rest) {
        return azure.training("eastus", service, flows.workspaceId(), rest);
    }
}
