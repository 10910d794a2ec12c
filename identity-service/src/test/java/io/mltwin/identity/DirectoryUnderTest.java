package io.mltwin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.local.trust.CredentialsFile;
import io.mltwin.local.trust.OperatorCredentials;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestPlatform;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/**
 * The directory of identity-service under test: seeds tenants and users, asks for tokens as clients
 * do, and calls as Azure Resource Manager does for somebody.
 */
public final class DirectoryUnderTest {

    public static final String AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
    public static final String SCOPE = "https://management.azure.com/.default openid profile offline_access";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestPlatform platform;
    private final ServiceUnderTest service;

    public DirectoryUnderTest(TestPlatform platform) {
        this.platform = platform;
        this.service = platform.service();
    }

    /** A user with a password. */
    public record User(String tenantId, String objectId, String name, String password) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** A tenant of its own; its id. */
    public String tenant(boolean secondFactor) {
        String id = UUID.randomUUID().toString();
        seed("{'tenants':[{'tenantId':'%s','displayName':'Tenant','domains':['%s'],'mfaRequired':%s}]}"
                .formatted(id, domain(id), secondFactor));
        return id;
    }

    static String domain(String tenantId) {
        return "t" + tenantId.substring(0, 8) + ".example";
    }

    public User user(String tenantId, boolean secondFactor) {
        String id = UUID.randomUUID().toString();
        String name = "u" + id.substring(0, 8) + "@" + domain(tenantId);
        User user = new User(tenantId, id, name, "right-" + id);
        seed(
                "{'users':[{'tenantId':'%s','objectId':'%s','userPrincipalName':'%s','displayName':'User','password':'%s','mfaRequired':%s}]}"
                        .formatted(tenantId, id, name, user.password(), secondFactor));
        return user;
    }

    /** The user as a guest of another tenant; the guest's object id. */
    public String guest(User user, String tenantId) {
        String id = UUID.randomUUID().toString();
        seed(
                "{'users':[{'tenantId':'%s','objectId':'%s','userPrincipalName':'%s','displayName':'Guest','homeTenantId':'%s','homeObjectId':'%s'}]}"
                        .formatted(
                                tenantId,
                                id,
                                user.name().replace('@', '_') + "#EXT#@" + domain(tenantId),
                                user.tenantId(),
                                user.objectId()));
        return id;
    }

    /** Single quotes are double ones. */
    public void seed(String body) {
        asAdministrator("PUT", "/_mltwin/seed", body);
    }

    /** What the administrator does is done. Single quotes are double ones. */
    public void asAdministrator(String method, String path, String body) {
        service.given()
                .header("Authorization", "Bearer " + administrator())
                .contentType("application/json")
                .body(body.replace('\'', '"'))
                .request(method, path)
                .then()
                .statusCode(200);
    }

    private String administrator() {
        try {
            OperatorCredentials.Administrator administrator =
                    new CredentialsFile(platform.trust().folder()).read().administrator();
            return token(
                            administrator.tenantId(),
                            Map.of(
                                    "grant_type",
                                    "client_credentials",
                                    "client_id",
                                    administrator.applicationId(),
                                    "client_secret",
                                    administrator.secret(),
                                    "scope",
                                    "api://mltwin-admin/.default"))
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("access_token");
        } catch (IOException e) {
            throw new UncheckedIOException("the administrator's secret cannot be read", e);
        }
    }

    public Response token(String tenant, Map<String, String> form) {
        return service.given("login")
                .urlEncodingEnabled(true)
                .contentType("application/x-www-form-urlencoded")
                .formParams(form)
                .post("/" + tenant + "/oauth2/v2.0/token");
    }

    /** Signs in by a password, through Azure CLI. */
    public Response password(String tenant, String name, String password) {
        return token(
                tenant,
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        AZURE_CLI,
                        "username",
                        name,
                        "password",
                        password,
                        "scope",
                        SCOPE));
    }

    public Response refresh(String tenant, String refreshToken) {
        return token(
                tenant,
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        AZURE_CLI,
                        "refresh_token",
                        refreshToken,
                        "scope",
                        SCOPE));
    }

    /** What an answer's access token says. */
    public static JsonNode claims(Response answer) {
        String token = answer.then().statusCode(200).extract().path("access_token");
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        } catch (IOException e) {
            throw new UncheckedIOException("no claims in a token", e);
        }
    }

    /** Azure AD's number in an answer. */
    public static int code(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        return answer.then().extract().path("error_codes[0]");
    }

    /**
     * A call of Azure Resource Manager for somebody of a tenant.
     *
     * @param body single quotes are double ones; null for none
     */
    public ValidatableResponse arm(String tenantId, String objectId, String method, String uri, String body) {
        byte[] bytes = body == null ? null : body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        String assertion = platform.issuer()
                .assertion("identity", method, uri, bytes, objectId)
                .tenantId(tenantId)
                .sign();
        var request = service.given().header("Authorization", "Bearer " + assertion);
        return (bytes == null
                        ? request
                        : request.contentType("application/json").body(bytes))
                .request(method, uri)
                .then();
    }
}
