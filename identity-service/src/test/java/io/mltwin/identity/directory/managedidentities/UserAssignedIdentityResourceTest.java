package io.mltwin.identity.directory.managedidentities;

import static io.mltwin.identity.rbac.RolesUnderTest.AUTHORIZATION;
import static io.mltwin.identity.rbac.RolesUnderTest.CONTRIBUTOR;
import static io.mltwin.identity.rbac.RolesUnderTest.READER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.identity.Answer;
import io.mltwin.identity.directory.graph.GraphUnderTest;
import io.mltwin.identity.rbac.RolesUnderTest;
import io.mltwin.identity.rbac.RolesUnderTest.Colleague;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** User-assigned identities as resources and principals, and who may speak for one. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class UserAssignedIdentityResourceTest {

    private static final String TYPE = "/providers/Microsoft.ManagedIdentity/userAssignedIdentities";
    private static final String STORAGE = "https://storage.azure.com";

    @FromPlatform
    TestPlatform platform;

    private RolesUnderTest roles;
    private GraphUnderTest graph;
    private Colleague owner;
    private Colleague reader;
    private String id;

    @BeforeEach
    void people() {
        roles = new RolesUnderTest(platform);
        graph = new GraphUnderTest(platform, roles.tenant());
        owner = roles.owner();
        reader = roles.join(roles.group(), READER);
        id = roles.group() + TYPE + "/id-" + UUID.randomUUID();
    }

    @Test
    void anIdentityIsAResourceAndAPrincipal() {
        Map<String, Object> body = Map.of("location", "East US", "tags", Map.of("team", "ml"));
        assertThat(roles.mayCall(reader, "PUT", id)).isFalse();

        JsonNode made = roles.arm(owner, "PUT", id, body).expect(201).json();
        String principalId = made.path("properties").path("principalId").asText();
        assertThat(made.path("properties").path("tenantId").asText()).isEqualTo(roles.tenant());
        assertThat(made.path("type").asText()).isEqualTo("Microsoft.ManagedIdentity/userAssignedIdentities");
        JsonNode again = roles.arm(owner, "PUT", id, body).expect(200).json();
        assertThat(again.path("properties")).isEqualTo(made.path("properties"));
        roles.arm(owner, "PUT", id, Map.of("location", "westus")).expect(409);
        roles.arm(owner, "PUT", id, Map.of()).expect(400);
        roles.arm(owner, "PATCH", id, Map.of("tags", Map.of("a", "b"))).expect(200);
        assertThat(roles.mayCall(reader, "GET", id)).isTrue();
        JsonNode read = roles.arm(reader, "GET", id, null).expect(200).json();
        assertThat(read.path("tags").toString()).isEqualTo("{\"a\":\"b\"}");
        assertThat(roles.arm(owner, "GET", roles.group() + TYPE, null)
                        .expect(200)
                        .text())
                .contains(principalId);
        roles.arm(owner, "GET", id + "/federatedIdentityCredentials/f", null).expect(404);

        JsonNode principal = graph.call("maja", "GET", "servicePrincipals/" + principalId, null)
                .expect(200)
                .json();
        assertThat(principal.path("servicePrincipalType").asText()).isEqualTo("ManagedIdentity");
        assertThat(principal.path("appId").asText())
                .isEqualTo(made.path("properties").path("clientId").asText());
        assertThat(principal.path("alternativeNames").toString()).contains(id);
        graph.call("grace", "POST", "servicePrincipals/" + principalId + "/addPassword", Map.of())
                .expect(403);
        String assignment = roles.group() + AUTHORIZATION + "roleAssignments/" + UUID.randomUUID();
        Map<String, Object> reading = Map.of(
                "roleDefinitionId",
                roles.builtIn(READER),
                "principalId",
                principalId,
                "principalType",
                "ServicePrincipal");
        roles.arm(owner, "PUT", assignment, Map.of("properties", reading)).expect(201);
        roles.arm(owner, "DELETE", assignment, null).expect(200);

        roles.arm(owner, "DELETE", id, null).expect(200);
        roles.arm(owner, "DELETE", id, null).expect(204);
        roles.arm(owner, "GET", id, null).expect(404);
        graph.call("maja", "GET", "servicePrincipals/" + principalId, null).expect(404);
    }

    @Test
    void onlyAHostThatWasAssignedTheIdentitySpeaksForIt() {
        JsonNode made = roles.arm(owner, "PUT", id, Map.of("location", "eastus"))
                .expect(201)
                .json();
        String clientId = made.path("properties").path("clientId").asText();
        String compute = roles.service(PlatformService.COMPUTE);
        KeyPair keys = TestIssuer.newKeys();
        Colleague contributor = roles.join(roles.group(), CONTRIBUTOR);

        Answer refused = assign(compute, keys, reader).expect(403);
        assertThat(refused.code()).isEqualTo("LinkedAuthorizationFailed");
        assign(roles.token(owner), keys, contributor).expect(401);
        graph.signInBy(clientId, keys.getPrivate(), STORAGE).expect(401);
        assign(compute, keys, contributor).expect(200);

        Answer token = graph.signInBy(clientId, keys.getPrivate(), STORAGE).expect(200);
        assertThat(token.claims().path("xms_mirid").asText()).isEqualTo(id);
        unassign(roles.service(PlatformService.SCORING)).expect(200, 204);
        graph.signInBy(clientId, keys.getPrivate(), STORAGE).expect(200);
        unassign(compute).expect(200, 204);
        graph.signInBy(clientId, keys.getPrivate(), STORAGE).expect(401);
        roles.arm(owner, "DELETE", id, null).expect(200);
        assign(compute, keys, contributor).expect(404);
    }

    private String resource() {
        return roles.workspace() + "/computes/c1";
    }

    private Answer assign(String token, KeyPair keys, Colleague caller) {
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        return roles.send(
                token,
                "POST",
                "/_internal/managed-identities/assignments",
                Map.of(
                        "identityId",
                        id,
                        "resourceId",
                        resource(),
                        "publicKeyPem",
                        pem,
                        "caller",
                        Map.of("objectId", caller.objectId(), "groups", List.of())));
    }

    private Answer unassign(String token) {
        return roles.send(
                token,
                "DELETE",
                "/_internal/managed-identities/assignments?identityId=" + id + "&resourceId=" + resource(),
                null);
    }
}
