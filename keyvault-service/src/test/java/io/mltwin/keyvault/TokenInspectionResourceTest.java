package io.mltwin.keyvault;

import static io.mltwin.keyvault.VaultClient.AUDIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestIssuer.Family;
import io.mltwin.testkit.TestToken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may ask a service about a token, and that the answer is what the service itself does. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class TokenInspectionResourceTest {

    private static final String PATH = "/_mltwin/token/explain";
    private static final String OBJECT = UUID.randomUUID().toString();

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    ServiceUnderTest service;

    /** What was done to a token. */
    enum Change {
        NOTHING,
        OWN_KEY,
        OWN_KEY_UNDER_ITS_OWN_NAME,
        PUBLIC_KEY_AS_SECRET,
        NO_KEY_NAME,
        EXPIRED,
        NOT_YET_VALID,
        OTHER_AUDIENCE,
        OTHER_ISSUER,
        OTHER_TENANT,
        RUN
    }

    private String token(Change change) {
        TestToken token = issuer.aad(AUDIENCE, OBJECT);
        Instant now = Instant.now();
        return switch (change) {
            case NOTHING -> token.sign();
            case OWN_KEY ->
                token.signedBy("RS256", TestIssuer.newKeys().getPrivate()).sign();
            case OWN_KEY_UNDER_ITS_OWN_NAME ->
                token.keyId("own")
                        .signedBy("RS256", TestIssuer.newKeys().getPrivate())
                        .sign();
            case PUBLIC_KEY_AS_SECRET ->
                token.signedBy(
                                "HS256",
                                new HmacKey(issuer.publicKey(Family.AZURE_AD).getEncoded()))
                        .sign();
            case NO_KEY_NAME -> token.keyId(null).sign();
            case EXPIRED -> token.expires(now.minusSeconds(60)).sign();
            case NOT_YET_VALID ->
                token.notBefore(now.plusSeconds(3600))
                        .expires(now.plusSeconds(7200))
                        .sign();
            case OTHER_AUDIENCE -> issuer.aad(issuer.management(), OBJECT).sign();
            case OTHER_ISSUER -> token.issuer("https://sts.windows.net/x/").sign();
            case OTHER_TENANT -> token.tenantId(UUID.randomUUID().toString()).sign();
            case RUN -> issuer.run("/w", "w", "run1", OBJECT).sign();
        };
    }

    private Response inspect(String caller, Map<String, String> body) {
        RequestSpecification request =
                service.given().contentType(ContentType.JSON).body(body);
        if (caller != null) {
            request.header("Authorization", "Bearer " + caller);
        }
        return request.post(PATH);
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void equalsWhatTheServiceAnswers(Change change) {
        // Given
        String token = token(change);
        String host = service.host("kv-none.vault");
        // When
        Response real = service.given("kv-none.vault")
                .header("Authorization", "Bearer " + token)
                .get("/secrets?api-version=7.4");
        Response told = inspect(
                issuer.admin().sign(), Map.of("token", token, "host", host, "path", "/secrets?api-version=7.4"));
        // Then
        told.then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("service", equalTo("keyvault"))
                .body("planes", hasSize(1))
                .body("planes[0].plane", equalTo("/vault"))
                .body("planes[0].accepts", contains("AAD"))
                .body("planes[0].verdict", equalTo(real.statusCode() == 401 ? "REFUSED" : "ACCEPTED"));
        if (real.statusCode() == 401) {
            assertThat(real.<String>path("error.message").split(", now is")[0])
                    .isEqualTo(told.<String>path("planes[0].message").split(", now is")[0]);
        }
        assertThat(real.statusCode() == 401).isEqualTo(change != Change.NOTHING);
        assertThat(told.asString()).doesNotContain(token);
    }

    @Test
    void isForTheAdministratorAndTelemetryOnly() {
        Map<String, String> body = Map.of("token", token(Change.NOTHING));
        inspect(null, body).then().statusCode(401);
        inspect(token(Change.NOTHING), body).then().statusCode(401);
        inspect(issuer.aad(issuer.management(), OBJECT).sign(), body).then().statusCode(401);
        inspect(issuer.service("telemetry", "workspace").sign(), body).then().statusCode(401);
        for (String other : new String[] {"identity", "workspace", "compute", "scoring"}) {
            inspect(issuer.service(other, "keyvault").sign(), body)
                    .then()
                    .statusCode(403)
                    .body("error.code", equalTo("Forbidden"));
        }
        inspect(issuer.service("telemetry", "keyvault").sign(), body)
                .then()
                .statusCode(200)
                .body("planes.plane", hasItems("/vault", "/_internal", "/_mltwin", "/provider"));
        inspect(issuer.admin().sign(), Map.of("token", "a.b.c"))
                .then()
                .statusCode(200)
                .body("planes.find { it.plane == '/vault' }.firstFailure", equalTo("FORM"));
    }

    @Test
    void saysWhatIsWrongWithTheQuestion() {
        inspect(issuer.admin().sign(), Map.of("token", "t", "host", "h"))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidRequestContent"));
        inspect(issuer.admin().sign(), Map.of("token", "x".repeat(40_000)))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidRequestContent"));
    }
}
