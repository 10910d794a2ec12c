package io.mltwin.e2e.identities;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.Forgery;
import io.mltwin.e2e.fixtures.GraphClient;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.layout.Json;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.CertificateAuthority;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Secrets, certificates and permissions of applications, given and taken away. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class GraphCredentialsTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static GraphClient graph;

    @BeforeAll
    static void people() throws Exception {
        graph = GraphClient.of(PLATFORM);
    }

    @Test
    void aSecretWorksUntilItIsTakenAway() throws Exception {
        JsonNode application = graph.make("applications", Map.of("displayName", "with secrets"));
        String appId = application.path("appId").asText();
        String path = "applications(appId='" + appId + "')";
        JsonNode first =
                graph.call(
                                "grace",
                                "POST",
                                path + "/addPassword",
                                Map.of(
                                        "passwordCredential",
                                        Map.of(
                                                "displayName",
                                                "rbac",
                                                "endDateTime",
                                                "2099-01-01T00:00:00Z")))
                        .expect(200)
                        .json();
        String secret = first.path("secretText").asText();
        assertThat(secret).hasSize(43);
        assertThat(secret).startsWith(first.path("hint").asText());
        // no service principal yet
        graph.signInAs(appId, secret, GraphClient.GRAPH).expect(400);

        JsonNode principal = graph.make("servicePrincipals", Map.of("appId", appId));
        String second =
                graph.call("grace", "POST", path + "/addPassword", Map.of())
                        .expect(200)
                        .json()
                        .path("secretText")
                        .asText();
        graph.signInAs(appId, secret, GraphClient.GRAPH).expect(200);
        graph.signInAs(appId, second, GraphClient.GRAPH).expect(200);
        JsonNode shown = graph.call("maja", "GET", path, null).expect(200).json();
        assertThat(shown.path("passwordCredentials")).hasSize(2);
        assertThat(shown.toString()).doesNotContain(secret).doesNotContain(second);

        graph.call(
                        "grace",
                        "POST",
                        path + "/removePassword",
                        Map.of("keyId", first.path("keyId").asText()))
                .expect(204);
        graph.signInAs(appId, secret, GraphClient.GRAPH).expect(401);
        graph.signInAs(appId, second, GraphClient.GRAPH).expect(200);

        String sp = "servicePrincipals/" + principal.path("id").asText();
        graph.call("grace", "POST", "servicePrincipals", Map.of("appId", appId)).expect(409);
        graph.call("grace", "DELETE", sp, null).expect(204);
        graph.signInAs(appId, second, GraphClient.GRAPH).expect(400);
        JsonNode next = graph.make("servicePrincipals", Map.of("appId", appId));
        assertThat(next.path("id").asText()).isNotEqualTo(principal.path("id").asText());
        graph.signInAs(appId, second, GraphClient.GRAPH).expect(200);

        graph.call("grace", "DELETE", path, null).expect(204);
        graph.call("grace", "GET", "servicePrincipals/" + next.path("id").asText(), null)
                .expect(404);
        graph.signInAs(appId, second, GraphClient.GRAPH).expect(400);
    }

    @Test
    void aCertificateProvesAnApplicationUntilItIsTakenAway() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        CertificateAuthority authority =
                CertificateAuthority.create(
                        KeyPairGenerator.getInstance("EC").generateKeyPair(),
                        Clock.systemUTC(),
                        new SecureRandom());
        byte[] certificate = authority.client("contoso", keys.getPublic()).getEncoded();
        JsonNode application =
                graph.make(
                        "applications",
                        Map.of(
                                "displayName",
                                "with certificate",
                                "keyCredentials",
                                List.of(
                                        Map.of(
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

        graph.ask(assertion(appId, keys.getPrivate())).expect(200);
        graph.call(
                        "grace",
                        "PATCH",
                        path,
                        Map.of(
                                "keyCredentials",
                                List.of(
                                        Map.of(
                                                "keyId",
                                                application
                                                        .path("keyCredentials")
                                                        .path(0)
                                                        .path("keyId")
                                                        .asText()))))
                .expect(204);
        graph.ask(assertion(appId, keys.getPrivate())).expect(200);
        graph.call("grace", "PATCH", path, Map.of("keyCredentials", List.of(Map.of("key", "bm8="))))
                .expect(400);
        graph.call("grace", "PATCH", path, Map.of("keyCredentials", List.of())).expect(204);
        graph.ask(assertion(appId, keys.getPrivate())).expect(401);
        graph.call("grace", "DELETE", path, null).expect(204);
    }

    @Test
    void anApplicationPermissionIsInTheTokensThatFollow() throws Exception {
        JsonNode application = graph.make("applications", Map.of("displayName", "permitted"));
        String appId = application.path("appId").asText();
        String id = graph.make("servicePrincipals", Map.of("appId", appId)).path("id").asText();
        String secret =
                graph.call("grace", "POST", "servicePrincipals/" + id + "/addPassword", Map.of())
                        .expect(200)
                        .json()
                        .path("secretText")
                        .asText();
        graph.send(token(appId, secret), "GET", "users", null).expect(403);

        Map<String, Object> grant =
                Map.of(
                        "principalId", id,
                        "resourceId", GraphClient.GRAPH_PRINCIPAL,
                        "appRoleId", GraphClient.DIRECTORY_READ);
        String path = "servicePrincipals/" + id + "/appRoleAssignments";
        JsonNode assignment = graph.call("grace", "POST", path, grant).expect(201).json();
        graph.call("grace", "POST", path, grant).expect(400);
        String permitted = token(appId, secret);
        assertThat(Json.MAPPER.readTree(Forgery.payload(permitted)).path("roles").toString())
                .isEqualTo("[\"Directory.Read.All\"]");
        graph.send(permitted, "GET", "users", null).expect(200);
        graph.send(permitted, "POST", "groups", GraphClient.group("no")).expect(403);

        graph.call("grace", "DELETE", path + "/" + assignment.path("id").asText(), null)
                .expect(204);
        graph.send(token(appId, secret), "GET", "users", null).expect(403);
        graph.call("grace", "DELETE", "applications/" + application.path("id").asText(), null)
                .expect(204);
    }

    private static String token(String appId, String secret) throws Exception {
        return graph.signInAs(appId, secret, GraphClient.GRAPH)
                .expect(200)
                .json()
                .path("access_token")
                .asText();
    }

    private static Map<String, String> assertion(String appId, PrivateKey key) throws Exception {
        return assertion(appId, key, graph.tenant(), GraphClient.GRAPH);
    }

    /** A form by which a client proves itself with its key. */
    static Map<String, String> assertion(
            String appId, PrivateKey key, String tenant, String resource) throws Exception {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(appId);
        claims.setSubject(appId);
        claims.setAudience(
                PLATFORM.host("login", PlatformService.IDENTITY)
                        + "/"
                        + tenant
                        + "/oauth2/v2.0/token");
        claims.setGeneratedJwtId();
        claims.setExpirationTimeMinutesInTheFuture(5);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setPayload(claims.toJson());
        signature.setKey(key);
        return Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                appId,
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion",
                signature.getCompactSerialization(),
                "scope",
                resource + "/.default");
    }
}
