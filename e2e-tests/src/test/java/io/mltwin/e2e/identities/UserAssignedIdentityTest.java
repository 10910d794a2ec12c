package io.mltwin.e2e.identities;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.Forgery;
import io.mltwin.e2e.fixtures.GraphClient;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.Json;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.Pem;
import io.mltwin.local.trust.PrincipalsFile;
import java.nio.file.Files;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** User-assigned identities as resources and principals, and who may speak for one. */
class UserAssignedIdentityTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String TYPE =
            "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/";
    private static final String STORAGE = "https://storage.azure.com";
    private static GraphClient graph;
    private static Azure azure;
    private static FlowClient client;

    @BeforeAll
    static void people() throws Exception {
        graph = GraphClient.of(PLATFORM);
        azure = PLATFORM.azure();
        client = PLATFORM.flowClient();
    }

    @Test
    void anIdentityIsAResourceAndAPrincipal() throws Exception {
        String id = newId();
        String owner = azure.armToken("owner");
        Map<String, Object> body = Map.of("location", "East US", "tags", Map.of("team", "ml"));
        client.json("PUT", azure.arm(id), azure.armToken("reader"), body).expect(403);

        JsonNode made = client.json("PUT", azure.arm(id), owner, body).expect(201).json();
        String principalId = made.path("properties").path("principalId").asText();
        assertThat(made.path("properties").path("tenantId").asText()).isEqualTo(graph.tenant());
        assertThat(made.path("type").asText())
                .isEqualTo("Microsoft.ManagedIdentity/userAssignedIdentities");
        JsonNode again = client.json("PUT", azure.arm(id), owner, body).expect(200).json();
        assertThat(again.path("properties")).isEqualTo(made.path("properties"));
        client.json("PUT", azure.arm(id), owner, Map.of("location", "westus")).expect(409);
        client.json("PUT", azure.arm(id), owner, Map.of()).expect(400);
        client.json("PATCH", azure.arm(id), owner, Map.of("tags", Map.of("a", "b"))).expect(200);
        JsonNode read = client.get(azure.arm(id), azure.armToken("reader")).expect(200).json();
        assertThat(read.path("tags").toString()).isEqualTo("{\"a\":\"b\"}");
        assertThat(
                        client.get(
                                        azure.arm(
                                                PLATFORM.fixture().resourceGroupId()
                                                        + TYPE.substring(0, TYPE.length() - 1)),
                                        owner)
                                .expect(200)
                                .text())
                .contains(principalId);
        client.get(azure.arm(id + "/federatedIdentityCredentials/f"), owner).expect(404);

        JsonNode principal =
                graph.call("maja", "GET", "servicePrincipals/" + principalId, null)
                        .expect(200)
                        .json();
        assertThat(principal.path("servicePrincipalType").asText()).isEqualTo("ManagedIdentity");
        assertThat(principal.path("appId").asText())
                .isEqualTo(made.path("properties").path("clientId").asText());
        assertThat(principal.path("alternativeNames").toString()).contains(id);
        graph.call("grace", "POST", "servicePrincipals/" + principalId + "/addPassword", Map.of())
                .expect(403);
        String assignment =
                PLATFORM.fixture().resourceGroupId()
                        + "/providers/Microsoft.Authorization/roleAssignments/"
                        + UUID.randomUUID();
        client.json(
                        "PUT",
                        azure.arm(assignment),
                        owner,
                        GraphTest.assignment(principalId, "ServicePrincipal"))
                .expect(201);
        client.json("DELETE", azure.arm(assignment), owner, null).expect(200);

        client.json("DELETE", azure.arm(id), owner, null).expect(200);
        client.json("DELETE", azure.arm(id), owner, null).expect(204);
        client.get(azure.arm(id), owner).expect(404);
        graph.call("maja", "GET", "servicePrincipals/" + principalId, null).expect(404);
    }

    @Test
    void theWorkspacesIdentityIsNamedLikeIt() throws Exception {
        String workspace = PLATFORM.fixture().workspaceId();
        String owner = azure.armToken("owner");
        String principalId =
                client.get(azure.arm(workspace), owner)
                        .expect(200)
                        .json()
                        .path("identity")
                        .path("principalId")
                        .asText();

        JsonNode principal =
                graph.call("maja", "GET", "servicePrincipals/" + principalId, null)
                        .expect(200)
                        .json();
        assertThat(principal.path("displayName").asText())
                .isEqualTo(PLATFORM.fixture().workspace().name());
        assertThat(principal.path("alternativeNames").toString()).contains(workspace);
        assertThat(
                        client.get(
                                        azure.arm(
                                                workspace
                                                        + "/providers/Microsoft.ManagedIdentity/identities/default"),
                                        owner)
                                .expect(200)
                                .json()
                                .path("properties")
                                .path("principalId")
                                .asText())
                .isEqualTo(principalId);
    }

    @Test
    @OnlyOn(value = Target.PROCESSES, because = "it speaks as a service, whose key it must read")
    void onlyAHostThatWasAssignedTheIdentitySpeaksForIt() throws Exception {
        String id = newId();
        String owner = azure.armToken("owner");
        JsonNode made =
                client.json("PUT", azure.arm(id), owner, Map.of("location", "eastus"))
                        .expect(201)
                        .json();
        String clientId = made.path("properties").path("clientId").asText();
        String compute = service("compute");
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        String resource = PLATFORM.fixture().workspaceId() + "/computes/c1";
        String contributor =
                PLATFORM.platform().credentials().servicePrincipals().get("contributor").objectId();
        String reader =
                PLATFORM.platform().credentials().servicePrincipals().get("reader").objectId();

        FlowClient.Answer refused = assign(compute, id, resource, keys, reader).expect(403);
        assertThat(refused.json().path("error").path("code").asText())
                .isEqualTo("LinkedAuthorizationFailed");
        assign(owner, id, resource, keys, contributor).expect(401);
        graph.ask(proof(clientId, keys)).expect(401);
        assign(compute, id, resource, keys, contributor).expect(200);

        String token =
                graph.ask(proof(clientId, keys)).expect(200).json().path("access_token").asText();
        assertThat(Json.MAPPER.readTree(Forgery.payload(token)).path("xms_mirid").asText())
                .isEqualTo(id);
        unassign(service("scoring"), id, resource).expect(200, 204);
        graph.ask(proof(clientId, keys)).expect(200);
        unassign(compute, id, resource).expect(200, 204);
        graph.ask(proof(clientId, keys)).expect(401);
        client.json("DELETE", azure.arm(id), owner, null).expect(200);
        assign(compute, id, resource, keys, contributor).expect(404);
    }

    private static String newId() {
        return PLATFORM.fixture().resourceGroupId() + TYPE + "id-" + UUID.randomUUID();
    }

    private static Map<String, String> proof(String clientId, KeyPair keys) throws Exception {
        return GraphCredentialsTest.assertion(clientId, keys.getPrivate(), graph.tenant(), STORAGE);
    }

    private static String internal(String query) {
        return "https://localhost:"
                + PLATFORM.port(PlatformService.IDENTITY)
                + "/_internal/managed-identities/assignments"
                + query;
    }

    private static FlowClient.Answer assign(
            String token, String id, String resource, KeyPair keys, String caller)
            throws Exception {
        String pem =
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n";
        return client.json(
                "POST",
                internal(""),
                token,
                Map.of(
                        "identityId", id,
                        "resourceId", resource,
                        "publicKeyPem", pem,
                        "caller", Map.of("objectId", caller, "groups", List.of())));
    }

    private static FlowClient.Answer unassign(String token, String id, String resource)
            throws Exception {
        return client.json(
                "DELETE", internal("?identityId=" + id + "&resourceId=" + resource), token, null);
    }

    /** A token of one of the platform's own services for identity-service. */
    private static String service(String name) throws Exception {
        PrincipalsFile principals =
                Json.MAPPER.readValue(
                        Files.readString(PLATFORM.platform().folder().principals()),
                        PrincipalsFile.class);
        String tenant = principals.tenantId();
        String applicationId =
                principals.services().stream()
                        .filter(service -> service.name().equals(name))
                        .findFirst()
                        .orElseThrow()
                        .applicationId();
        Map<String, String> form =
                GraphCredentialsTest.assertion(
                        applicationId,
                        Pem.key(
                                PLATFORM.platform()
                                        .folder()
                                        .privateOf(name)
                                        .resolve("client-key.pem"),
                                "RSA"),
                        tenant,
                        "api://mltwin/identity");
        return graph.ask(tenant, form).expect(200).json().path("access_token").asText();
    }
}
