package io.mltwin.identity.directory.graph;

import static io.mltwin.identity.directory.graph.GraphUnderTest.GRAPH;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.identity.Answer;
import io.mltwin.local.trust.CertificateAuthority;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Certificates and permissions of applications, given and taken away. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class GraphCredentialsResourceTest {

    @FromPlatform
    TestPlatform platform;

    private GraphUnderTest graph;

    @BeforeEach
    void aTenant() {
        graph = new GraphUnderTest(platform);
    }

    @Test
    void aCertificateProvesAnApplicationUntilItIsTakenAway() throws Exception {
        KeyPair keys = TestIssuer.newKeys();
        CertificateAuthority authority = CertificateAuthority.create(
                KeyPairGenerator.getInstance("EC").generateKeyPair(), Clock.systemUTC(), new SecureRandom());
        byte[] certificate = authority.client("contoso", keys.getPublic()).getEncoded();
        JsonNode application = graph.make(
                "applications",
                Map.of(
                        "displayName",
                        "with certificate",
                        "keyCredentials",
                        List.of(Map.of(
                                "type",
                                "AsymmetricX509Cert",
                                "usage",
                                "Verify",
                                "key",
                                Base64.getEncoder().encodeToString(certificate)))));
        String appId = application.path("appId").asText();
        String path = "applications/" + application.path("id").asText();
        graph.make("servicePrincipals", Map.of("appId", appId));
        assertThat(application.path("keyCredentials")).hasSize(1);
        assertThat(application.path("keyCredentials").path(0).hasNonNull("key")).isFalse();

        graph.signInBy(appId, keys.getPrivate(), GRAPH).expect(200);
        graph.call(
                        "grace",
                        "PATCH",
                        path,
                        Map.of(
                                "keyCredentials",
                                List.of(Map.of(
                                        "keyId",
                                        application
                                                .path("keyCredentials")
                                                .path(0)
                                                .path("keyId")
                                                .asText()))))
                .expect(204);
        graph.signInBy(appId, keys.getPrivate(), GRAPH).expect(200);
        graph.call("grace", "PATCH", path, Map.of("keyCredentials", List.of(Map.of("key", "bm8="))))
                .expect(400);
        graph.call("grace", "PATCH", path, Map.of("keyCredentials", List.of())).expect(204);
        graph.signInBy(appId, keys.getPrivate(), GRAPH).expect(401);
        graph.call("grace", "DELETE", path, null).expect(204);
    }

    @Test
    void anApplicationPermissionIsInTheTokensThatFollow() {
        JsonNode application = graph.make("applications", Map.of("displayName", "permitted"));
        String appId = application.path("appId").asText();
        String id = graph.make("servicePrincipals", Map.of("appId", appId))
                .path("id")
                .asText();
        String secret = graph.call("grace", "POST", "servicePrincipals/" + id + "/addPassword", Map.of())
                .expect(200)
                .json()
                .path("secretText")
                .asText();
        graph.send(token(appId, secret), "GET", "users", null).expect(403);

        Map<String, Object> grant = Map.of(
                "principalId", id,
                "resourceId", GraphUnderTest.GRAPH_PRINCIPAL,
                "appRoleId", GraphUnderTest.DIRECTORY_READ);
        String path = "servicePrincipals/" + id + "/appRoleAssignments";
        JsonNode assignment =
                graph.call("grace", "POST", path, grant).expect(201).json();
        graph.call("grace", "POST", path, grant).expect(400);
        Answer permitted = graph.signInAs(appId, secret);
        assertThat(permitted.claims().path("roles").toString()).isEqualTo("[\"Directory.Read.All\"]");
        graph.send(permitted.accessToken(), "GET", "users", null).expect(200);
        graph.send(permitted.accessToken(), "POST", "groups", GraphUnderTest.group("no"))
                .expect(403);

        graph.call("grace", "DELETE", path + "/" + assignment.path("id").asText(), null)
                .expect(204);
        graph.send(token(appId, secret), "GET", "users", null).expect(403);
        graph.call("grace", "DELETE", "applications/" + application.path("id").asText(), null)
                .expect(204);
    }

    private String token(String appId, String secret) {
        return graph.signInAs(appId, secret).accessToken();
    }
}
