package io.mltwin.e2e.workspaces;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.Colleague;
import io.mltwin.e2e.fixtures.OwnWorkspace;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.trust.OperatorCredentials;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * What hangs on a workspace and is nobody's who may only read it: connections with credentials,
 * private endpoints that wait for approval, the notebook resource's keys.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class WorkspaceChildrenTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String SECRET = "connection-secret-5f1d9a";
    private static final String CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private String owner;
    private String contributor;
    private String reader;
    private String workspace;
    private String vaultId;

    @BeforeAll
    void aWorkspace() throws Exception {
        owner = azure.armToken("owner");
        contributor = azure.armToken("contributor");
        reader = azure.armToken("reader");
        workspace = OwnWorkspace.make(PLATFORM, "children-rg", "children-ws", "eastus")
                .id();
        vaultId = shown().path("properties").path("keyVault").asText();
        OperatorCredentials.ServicePrincipal principal =
                PLATFORM.platform().credentials().servicePrincipals().get("owner");
        Map<String, Object> policy = Map.of(
                "tenantId",
                principal.tenantId(),
                "objectId",
                principal.objectId(),
                "permissions",
                Map.of("secrets", List.of("get", "list")));
        client.json(
                        "PUT",
                        azure.arm(vaultId + "/accessPolicies/add"),
                        owner,
                        Map.of("properties", Map.of("accessPolicies", List.of(policy))))
                .expect(200, 201);
    }

    private String group(String name) throws Exception {
        String group = PLATFORM.subscription() + "/resourceGroups/" + name;
        client.json("PUT", azure.arm(group), owner, Map.of("location", "eastus"))
                .expect(200, 201);
        return group;
    }

    private JsonNode shown() throws Exception {
        return client.get(azure.arm(workspace), owner).expect(200).json();
    }

    @Test
    void credentialsOfConnectionsLieInTheVaultAndInNoAnswer() throws Exception {
        String connection = workspace + "/connections/feed";
        Map<String, Object> body = Map.of(
                "properties",
                Map.of(
                        "authType",
                        "PAT",
                        "category",
                        "PythonFeed",
                        "target",
                        "https://pkgs.example.org/simple",
                        "credentials",
                        Map.of("pat", SECRET)));

        client.json("PUT", azure.arm(connection), reader, body).expect(403);
        assertThat(client.json("PUT", azure.arm(connection), contributor, body)
                        .expect(200)
                        .text())
                .doesNotContain(SECRET);

        for (String path : List.of(connection, workspace + "/connections", workspace)) {
            for (String token : List.of(reader, contributor, owner)) {
                assertThat(client.get(azure.arm(path), token).expect(200).text())
                        .doesNotContain(SECRET);
            }
        }
        String listSecrets = azure.arm(connection + "/listsecrets");
        client.json("POST", listSecrets, reader, null).expect(403);
        client.json("POST", listSecrets, azure.armToken("nobody"), null).expect(403);
        assertThat(client.json("POST", listSecrets, contributor, null)
                        .expect(200)
                        .json()
                        .at("/properties/credentials/pat")
                        .asText())
                .isEqualTo(SECRET);
        assertThat(secretsOfConnections()).hasSize(1);

        client.json("DELETE", azure.arm(connection), reader, null).expect(403);
        client.json("DELETE", azure.arm(connection), contributor, null).expect(200);
        client.json("DELETE", azure.arm(connection), contributor, null).expect(204);
        assertThat(secretsOfConnections()).isEmpty();
    }

    private List<String> secretsOfConnections() throws Exception {
        String vault = vaultId.substring(vaultId.lastIndexOf('/') + 1);
        return client
                .get(azure.vault(vault, "/secrets?api-version=7.4"), azure.token("owner", "https://vault.azure.net"))
                .expect(200)
                .json()
                .path("value")
                .findValuesAsText("id")
                .stream()
                .filter(id -> id.contains("-connection-"))
                .toList();
    }

    @Test
    void keysOfTheNotebookResourceAreNotForReaders() throws Exception {
        String prepare = azure.arm(workspace + "/prepareNotebook");
        client.json("POST", prepare, reader, null).expect(403);
        azure.await(client, client.json("POST", prepare, contributor, null).expect(202), contributor);

        String keys = azure.arm(workspace + "/listNotebookKeys");
        client.json("POST", keys, reader, null).expect(403);
        String key = client.json("POST", keys, contributor, null)
                .expect(200)
                .json()
                .path("primaryAccessKey")
                .asText();

        assertThat(key).hasSizeGreaterThan(40);
        assertThat(shown().toString()).doesNotContain(key).contains("notebookInfo");
    }

    @Test
    void aNotebookResourceTakesItsOwnTokenAlone() throws Exception {
        azure.await(
                client,
                client.json("POST", azure.arm(workspace + "/prepareNotebook"), contributor, null)
                        .expect(202),
                contributor);
        String list = azure.arm(workspace + "/listNotebookAccessToken");
        client.json("POST", list, reader, null).expect(403);
        JsonNode issued =
                client.json("POST", list, contributor, null).expect(200).json();
        String token = issued.path("accessToken").asText();
        String file = azure.notebook(issued.path("hostName").asText(), "Users/n.ipynb");
        Map<String, Object> model =
                Map.of("type", "notebook", "content", Map.of("nbformat", 4, "metadata", Map.of(), "cells", List.of()));

        client.json("PUT", file, contributor, model).expect(401);
        client.json("PUT", file, token, model).expect(201);

        for (String wrong :
                List.of(owner, contributor, issued.path("refreshToken").asText())) {
            client.get(file, wrong).expect(401);
        }
        assertThat(client.get(file, token)
                        .expect(200)
                        .json()
                        .at("/content/nbformat")
                        .asInt())
                .isEqualTo(4);
        client.get(azure.arm(workspace), token).expect(401);
        assertThat(issued.path("expiresIn").asInt()).isEqualTo(3600);
    }

    /** A colleague with a network of its own and no say in the workspace. */
    @Test
    void aPrivateEndpointWaitsUntilTheOwnerApproves() throws Exception {
        String network = group("children-net-rg");
        String endpoint = network + "/providers/Microsoft.Network/privateEndpoints/waiting";
        Colleague colleague = Colleague.join(PLATFORM);
        colleague.assign(network, colleague.builtIn(CONTRIBUTOR));
        try {
            assertThat(client.json(
                                    "PUT",
                                    azure.arm(endpoint),
                                    colleague.token(),
                                    endpoint(network, "privateLinkServiceConnections"))
                            .expect(403)
                            .json()
                            .at("/error/code")
                            .asText())
                    .isEqualTo("LinkedAuthorizationFailed");
            client.json(
                            "PUT",
                            azure.arm(endpoint),
                            colleague.token(),
                            endpoint(network, "manualPrivateLinkServiceConnections"))
                    .expect(201);
            String connection =
                    shown().at("/properties/privateEndpointConnections/0/id").asText();
            assertThat(state(endpoint)).isEqualTo("Pending");

            decide(connection, reader, "Approved").expect(403);
            decide(connection, colleague.token(), "Approved").expect(403);
            String lock = workspace + "/providers/Microsoft.Authorization/locks/closed";
            client.json("PUT", azure.arm(lock), owner, Map.of("properties", Map.of("level", "ReadOnly")))
                    .expect(201);
            try {
                decide(connection, contributor, "Approved").expect(409);
            } finally {
                client.json("DELETE", azure.arm(lock), owner, null).expect(200);
            }
            assertThat(state(endpoint)).isEqualTo("Pending");

            decide(connection, contributor, "Approved").expect(200);
            assertThat(state(endpoint)).isEqualTo("Approved");
            decide(connection, contributor, "Rejected").expect(200);
            assertThat(state(endpoint)).isEqualTo("Rejected");

            client.json("DELETE", azure.arm(connection), colleague.token(), null)
                    .expect(403);
            client.json("DELETE", azure.arm(connection), contributor, null).expect(200);
            assertThat(state(endpoint)).isEqualTo("Disconnected");
        } finally {
            client.json("DELETE", azure.arm(endpoint), owner, null).expect(200, 204);
            colleague.forget();
        }
        assertThat(shown().at("/properties/privateLinkCount").asInt(-1)).isZero();
    }

    private Map<String, Object> endpoint(String network, String kind) {
        Map<String, Object> connection = Map.of(
                "name",
                "to-workspace",
                "properties",
                Map.of("privateLinkServiceId", workspace, "groupIds", List.of("amlworkspace")));
        String subnet = network + "/providers/Microsoft.Network/virtualNetworks/v/subnets/s";
        return Map.of(
                "location", "eastus", "properties", Map.of("subnet", Map.of("id", subnet), kind, List.of(connection)));
    }

    private FlowClient.Answer decide(String connection, String token, String status) throws Exception {
        return client.json(
                "PUT",
                azure.arm(connection),
                token,
                Map.of("properties", Map.of("privateLinkServiceConnectionState", Map.of("status", status))));
    }

    private String state(String endpoint) throws Exception {
        return client.get(azure.arm(endpoint), owner)
                .expect(200)
                .json()
                .at(
                        "/properties/manualPrivateLinkServiceConnections/0/properties/privateLinkServiceConnectionState/status")
                .asText();
    }
}
