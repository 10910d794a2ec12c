package io.mltwin.identity.directory.federation;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.mltwin.identity.DirectoryUnderTest;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Federated credentials by Resource Manager, and tokens for what another issuer has signed. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class FederatedCredentialResourceTest {

    private static final String VERSION = "?api-version=2023-01-31";
    private static final String AUDIENCE = "api://AzureADTokenExchange";
    private static final String SUBJECT = "repo:contoso/app:ref:refs/heads/main";
    private static final KeyPair ISSUERS_KEY = TestIssuer.newKeys();
    private static final KeyPair OTHER_KEY = TestIssuer.newKeys();

    @FromPlatform
    TestPlatform platform;

    private DirectoryUnderTest directory;
    private String tenant;
    private String user;
    private String identity;
    private String clientId;
    private String issuer;

    @BeforeEach
    void anIdentityAndAnIssuer() throws JoseException {
        directory = new DirectoryUnderTest(platform);
        tenant = directory.tenant(false);
        user = directory.user(tenant, false).objectId();
        identity = "/subscriptions/%s/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/uai"
                .formatted(UUID.randomUUID());
        clientId = arm("PUT", identity, "{'location':'eastus'}")
                .statusCode(201)
                .extract()
                .path("properties.clientId");
        issuer = publish("/oidc", ISSUERS_KEY);
    }

    /** An issuer that another host of the platform plays; its address. */
    private String publish(String path, KeyPair pair) throws JoseException {
        String address = "https://localhost:" + platform.trust().ports().of(PlatformService.SCORING) + path;
        RsaJsonWebKey key = new RsaJsonWebKey((java.security.interfaces.RSAPublicKey) pair.getPublic());
        key.setKeyId("k1");
        answer(path + "/.well-known/openid-configuration", Map.of("issuer", address, "jwks_uri", address + "/keys"));
        answer(
                path + "/keys",
                Map.of("keys", List.of(key.toParams(org.jose4j.jwk.JsonWebKey.OutputControlLevel.PUBLIC_ONLY))));
        return address;
    }

    private void answer(String path, Object body) {
        platform.calls().answer("scoring", "GET", path, PeerAnswer.json(200, body));
    }

    @Test
    void aCredentialIsMadeChangedListedAndDeleted() {
        // Given
        String id = identity + "/federatedIdentityCredentials/gitHub";

        // When
        arm("PUT", id, credential(issuer, SUBJECT, AUDIENCE))
                .statusCode(201)
                .body("id", equalTo(id))
                .body("name", equalTo("gitHub"))
                .body("type", equalTo("Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials"))
                .body("properties.issuer", equalTo(issuer))
                .body("properties.subject", equalTo(SUBJECT))
                .body("properties.audiences", equalTo(List.of(AUDIENCE)));

        // Then
        arm("PUT", id, credential(issuer, "another", AUDIENCE)).statusCode(200);
        arm("GET", id, null).statusCode(200).body("properties.subject", equalTo("another"));
        arm("GET", identity + "/federatedIdentityCredentials", null)
                .statusCode(200)
                .body("value", hasSize(1));
        arm("DELETE", id, null).statusCode(200);
        arm("DELETE", id, null).statusCode(204);
        arm("GET", id, null).statusCode(404);
    }

    @ParameterizedTest(name = "{0} {1}: {2} {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "ab   | {'properties':{'issuer':'https://i.example','subject':'s','audiences':['a']}}       | 400 | InvalidResourceName",
                "-abc | {'properties':{'issuer':'https://i.example','subject':'s','audiences':['a']}}       | 400 | InvalidResourceName",
                "cred | {}                                                                                  | 400 | BadRequest",
                "cred | {'properties':{'subject':'s','audiences':['a']}}                                    | 400 | BadRequest",
                "cred | {'properties':{'issuer':'http://i.example','subject':'s','audiences':['a']}}        | 400 | BadRequest",
                "cred | {'properties':{'issuer':'https://u@i.example','subject':'s','audiences':['a']}}     | 400 | BadRequest",
                "cred | {'properties':{'issuer':'https://i.example?x=1','subject':'s','audiences':['a']}}   | 400 | BadRequest",
                "cred | {'properties':{'issuer':'no url','subject':'s','audiences':['a']}}                  | 400 | BadRequest",
                "cred | {'properties':{'issuer':'https://i.example','subject':' ','audiences':['a']}}       | 400 | BadRequest",
                "cred | {'properties':{'issuer':'https://i.example','subject':'s'}}                         | 400 | BadRequest",
                "cred | {'properties':{'issuer':'https://i.example','subject':'s','audiences':[]}}          | 400 | BadRequest",
                "cred | {'properties':{'issuer':'https://i.example','subject':'s','audiences':['a','b']}}   | 400 | BadRequest",
                "cred | {'properties':{'issuer':'https://i.example','subject':'s','audiences':[1]}}         | 400 | BadRequest",
                "cred | {'properties':{'issuer':'https://there.example','subject':'s','audiences':['a']}}   | 400 | BadRequest"
            })
    void whatAzureForbidsIsRefusedAndChangesNothing(String name, String body, int status, String code) {
        // Given
        String all = identity + "/federatedIdentityCredentials";
        arm("PUT", all + "/there", credential("https://there.example", "s", "a"))
                .statusCode(201);

        // When
        ValidatableResponse answer = arm("PUT", all + "/" + name, body);

        // Then
        answer.statusCode(status).body("error.code", equalTo(code));
        arm("GET", all, null).body("value.name", equalTo(List.of("there")));
    }

    @Test
    void anIdentityHasAtMostTwenty() {
        // Given
        String all = identity + "/federatedIdentityCredentials/cred";
        for (int i = 0; i < 20; i++) {
            arm("PUT", all + i, credential(issuer, "s" + i, AUDIENCE)).statusCode(201);
        }

        // When
        ValidatableResponse answer = arm("PUT", all + "20", credential(issuer, "s20", AUDIENCE));

        // Then
        answer.statusCode(400).body("error.code", equalTo("BadRequest"));
        arm("PUT", all + "0", credential(issuer, "s20", AUDIENCE)).statusCode(200);
    }

    @Test
    void aCredentialOfAMissingIdentityIsRefused() {
        arm("PUT", identity + "x/federatedIdentityCredentials/cred", credential(issuer, SUBJECT, AUDIENCE))
                .statusCode(404)
                .body("error.code", equalTo("ParentResourceNotFound"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "the token that the credential names, 0",
        "another issuer, 700211",
        "another subject, 700213",
        "a subject that begins alike, 700213",
        "another audience, 700212",
        "two audiences, 700212",
        "another key, 50013",
        "a key that the token brings along, 50013",
        "no signature, 50013",
        "expired, 700024",
        "no expiry, 700024",
        "not valid yet, 700024",
        "no token at all, 700027"
    })
    void onlyTheTokenThatACredentialNamesStandsForTheIdentity(String what, int refused) throws Exception {
        // Given
        arm("PUT", identity + "/federatedIdentityCredentials/cred", credential(issuer, SUBJECT, AUDIENCE))
                .statusCode(201);

        // When
        Response answer = token(assertion(what));

        // Then
        if (refused == 0) {
            answer.then().statusCode(200);
        } else {
            answer.then()
                    .statusCode(401)
                    .body("error", equalTo("invalid_client"))
                    .body("error_description", startsWith("AADSTS" + refused + ":"));
        }
    }

    @Test
    void aDeletedCredentialCountsNoMore() throws Exception {
        // Given
        String id = identity + "/federatedIdentityCredentials/cred";
        arm("PUT", id, credential(issuer, SUBJECT, AUDIENCE)).statusCode(201);
        token(assertion("good")).then().statusCode(200);

        // When
        arm("DELETE", id, null).statusCode(200);

        // Then
        token(assertion("good")).then().statusCode(401).body("error_description", startsWith("AADSTS700211:"));
    }

    @Test
    void anIssuerWhoseMetadataNamesAnotherIsNotBelieved() throws Exception {
        // Given
        String liar = publish("/liar", ISSUERS_KEY);
        answer("/liar/.well-known/openid-configuration", Map.of("issuer", issuer, "jwks_uri", issuer + "/keys"));
        arm("PUT", identity + "/federatedIdentityCredentials/cred", credential(liar, SUBJECT, AUDIENCE))
                .statusCode(201);
        JwtClaims claims = claims();
        claims.setIssuer(liar);

        // When
        Response answer = token(sign(claims, ISSUERS_KEY));

        // Then
        answer.then().statusCode(401).body("error_description", startsWith("AADSTS90061:"));
    }

    private String assertion(String what) throws JoseException {
        JwtClaims claims = claims();
        switch (what) {
            case "another issuer" -> claims.setIssuer("https://localhost/other");
            case "another subject" -> claims.setSubject("repo:contoso/app:pull_request");
            case "a subject that begins alike" -> claims.setSubject(SUBJECT + "x");
            case "another audience" -> claims.setAudience("api://other");
            case "two audiences" -> claims.setAudience(AUDIENCE, "api://other");
            case "expired" -> claims.setExpirationTime(at(-900));
            case "no expiry" -> claims.unsetClaim("exp");
            case "not valid yet" -> claims.setNotBefore(at(900));
            default -> {}
        }
        return switch (what) {
            case "another key" -> sign(claims, OTHER_KEY);
            case "a key that the token brings along" -> {
                JsonWebSignature signature = signature(claims, OTHER_KEY);
                signature
                        .getHeaders()
                        .setJwkHeaderValue("jwk", new RsaJsonWebKey((java.security.interfaces.RSAPublicKey)
                                OTHER_KEY.getPublic()));
                yield signature.getCompactSerialization();
            }
            case "no signature" -> {
                String signed = sign(claims, ISSUERS_KEY);
                yield signed.substring(0, signed.lastIndexOf('.') + 1);
            }
            case "no token at all" -> "nothing";
            default -> sign(claims, ISSUERS_KEY);
        };
    }

    private JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setSubject(SUBJECT);
        claims.setAudience(AUDIENCE);
        claims.setExpirationTime(at(600));
        return claims;
    }

    private static NumericDate at(long seconds) {
        return NumericDate.fromSeconds(Instant.now().getEpochSecond() + seconds);
    }

    private static String sign(JwtClaims claims, KeyPair pair) throws JoseException {
        return signature(claims, pair).getCompactSerialization();
    }

    private static JsonWebSignature signature(JwtClaims claims, KeyPair pair) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue("RS256");
        signature.setKeyIdHeaderValue("k1");
        signature.setPayload(claims.toJson());
        signature.setKey(pair.getPrivate());
        return signature;
    }

    private Response token(String assertion) {
        return directory.token(
                tenant,
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        clientId,
                        "client_assertion_type",
                        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                        "client_assertion",
                        assertion,
                        "scope",
                        "https://vault.azure.net/.default"));
    }

    private static String credential(String issuer, String subject, String audience) {
        return "{'properties':{'issuer':'%s','subject':'%s','audiences':['%s']}}".formatted(issuer, subject, audience);
    }

    private ValidatableResponse arm(String method, String id, String body) {
        return directory.arm(tenant, user, method, id + VERSION, body);
    }
}
