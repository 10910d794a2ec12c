package io.mltwin.identity.oauth.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.identity.Contoso;
import io.mltwin.identity.IdentityClient;
import io.mltwin.local.layout.Json;
import io.mltwin.local.trust.OperatorCredentials;
import io.mltwin.signin.Forgery;
import io.mltwin.signin.SignInPlatform;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Signing in as Azure's clients do, on both token endpoints, and what is refused in Azure AD's own
 * words.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class IdentityTokensResourceTest {

    private static final String ARM = "https://management.azure.com/";

    @FromPlatform
    TestPlatform platform;

    private Contoso contoso;
    private OperatorCredentials.ServicePrincipal sp1;
    private OperatorCredentials.User olivia;

    @BeforeEach
    void aDirectory() {
        contoso = Contoso.of(platform);
        sp1 = contoso.application("sp1");
        olivia = contoso.user("olivia");
    }

    @ParameterizedTest
    @CsvSource({"oauth2/token, 1.0", "oauth2/v2.0/token, 2.0"})
    void clientCredentialsOnBothEndpoints(String endpoint, String version) throws Exception {
        JsonNode answer = ask(sp1.tenantId(), endpoint, application(sp1.secret(), endpoint))
                .expect(200)
                .json();

        JsonNode claims =
                Json.MAPPER.readTree(Forgery.payload(answer.path("access_token").asText()));
        assertThat(claims.path("aud").asText()).isEqualTo(ARM);
        assertThat(claims.path("appid").asText()).isEqualTo(sp1.applicationId());
        assertThat(claims.path("oid").asText()).isEqualTo(sp1.objectId());
        assertThat(claims.path("tid").asText()).isEqualTo(sp1.tenantId());
        assertThat(claims.path("ver").asText()).isEqualTo(version);
        assertThat(claims.has("scp")).isFalse();
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isBetween(3590L, 3600L);
        assertThat(answer.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(answer.path("expires_in").isTextual()).isEqualTo(version.equals("1.0"));
    }

    @Test
    void aUserSignsInWithPassword() throws Exception {
        Map<String, String> form = Map.of(
                "grant_type", "password",
                "client_id", "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
                "username", olivia.userPrincipalName(),
                "password", olivia.password(),
                "scope", "https://management.azure.com/.default offline_access openid profile");

        JsonNode answer =
                ask("organizations", "oauth2/v2.0/token", form).expect(200).json();

        JsonNode claims =
                Json.MAPPER.readTree(Forgery.payload(answer.path("access_token").asText()));
        assertThat(claims.path("scp").asText()).isEqualTo("user_impersonation");
        assertThat(claims.path("upn").asText()).isEqualTo(olivia.userPrincipalName());
        assertThat(claims.path("amr").toString()).isEqualTo("[\"pwd\"]");
        assertThat(answer.path("id_token").asText()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "wrong secret,        401, invalid_client, 7000215",
        "unknown application, 400, unauthorized_client, 700016",
        "no application,      400, unauthorized_client, 700038",
        "unknown tenant,      400, invalid_request, 90002",
        "wrong password,      400, invalid_grant, 50126",
        "unknown user,        400, invalid_grant, 50034",
        "unknown grant,       400, unsupported_grant_type, 70003",
        "unknown resource,    400, invalid_resource, 500011",
        "no scope,            400, invalid_request, 900144",
    })
    void whatIsWrongIsToldInAzuresCodes(String what, int status, String error, int code) throws Exception {
        String v2 = "oauth2/v2.0/token";
        Map<String, String> good = application(sp1.secret(), v2);
        String tenant = what.equals("unknown tenant") ? "99999999-9999-4999-8999-999999999999" : sp1.tenantId();
        Map<String, String> form = switch (what) {
            case "wrong secret" -> application("guess", v2);
            case "unknown application" -> with(good, "client_id", "99999999-9999-4999-8999-999999999999");
            case "no application" -> with(good, "client_id", "00000000-0000-0000-0000-000000000000");
            case "wrong password" -> user(olivia.userPrincipalName(), "guess");
            case "unknown user" -> user("nobody@" + olivia.userPrincipalName().split("@")[1], "guess");
            case "unknown grant" -> with(good, "grant_type", "wishing");
            case "unknown resource" -> with(good, "scope", "https://unknown.example.org/.default");
            case "no scope" -> with(good, "scope", null);
            default -> good;
        };

        JsonNode body = ask(tenant, v2, form).expect(status).json();

        assertThat(body.path("error").asText()).isEqualTo(error);
        assertThat(body.path("error_codes").path(0).asInt()).isEqualTo(code);
        assertThat(body.path("error_description").asText()).startsWith("AADSTS" + code + ":");
        // Azure AD explains neither
        boolean isExplained = code != 70003 && code != 700038;
        assertThat(body.path("error_uri").asText(null))
                .isEqualTo(isExplained ? "https://login.microsoftonline.com/error?code=" + code : null);
    }

    @Test
    void anUnknownResourceIsMissedInTheTenantThatIsNamedByItsId() throws Exception {
        // Given
        Map<String, String> form =
                with(application(sp1.secret(), "oauth2/v2.0/token"), "scope", "https://unknown.example.org/.default");

        // When
        JsonNode body =
                ask(sp1.tenantId(), "oauth2/v2.0/token", form).expect(400).json();

        // Then
        assertThat(body.path("error_description").asText())
                .contains("was not found in the tenant named " + sp1.tenantId() + ".");
    }

    @ParameterizedTest
    @CsvSource({"7f3a-1, true, 7f3a-1", "7f3a-1, false, ", "'a b', true, "})
    void anIdOfTheClientIsReturnedWhereItAsksForIt(String id, String asks, String returned) throws Exception {
        var answer = contoso.client()
                .send(
                        "GET",
                        contoso.host("login") + "/" + sp1.tenantId() + "/v2.0/.well-known/openid-configuration",
                        null,
                        BodyPublishers.noBody(),
                        Map.of("client-request-id", id, "return-client-request-id", asks));

        assertThat(answer.headers().firstValue("client-request-id")).isEqualTo(Optional.ofNullable(returned));
    }

    @Test
    void metadataPointsAtWhatAnswers() throws Exception {
        IdentityClient client = contoso.client();
        JsonNode metadata = client.get(
                        contoso.host("login") + "/" + sp1.tenantId() + "/v2.0/.well-known/openid-configuration", null)
                .expect(200)
                .json();

        JsonNode keys =
                client.get(metadata.path("jwks_uri").asText(), null).expect(200).json();
        assertThat(keys.path("keys")).isNotEmpty();
        assertThat(metadata.path("issuer").asText()).endsWith(sp1.tenantId() + "/v2.0");
        client.send(
                        "POST",
                        metadata.path("token_endpoint").asText(),
                        null,
                        BodyPublishers.ofString(encode(application(sp1.secret(), "oauth2/v2.0/token"))),
                        Map.of("Content-Type", "application/x-www-form-urlencoded"))
                .expect(200);
    }

    @Test
    void userInfoTellsTheClientWhoHasSignedIn() throws Exception {
        IdentityClient client = contoso.client();
        String v2 = "oauth2/v2.0/token";
        Map<String, String> form = new HashMap<>();
        form.put("grant_type", "password");
        form.put("client_id", "04b07795-8ddb-461a-bbee-02f9e1bf7b46");
        form.put("username", olivia.userPrincipalName());
        form.put("password", olivia.password());
        form.put("scope", "https://graph.microsoft.com/.default openid profile");
        JsonNode user = ask(sp1.tenantId(), v2, form).expect(200).json();
        form.put("scope", "https://management.azure.com/.default");
        String forArm = ask(sp1.tenantId(), v2, form)
                .expect(200)
                .json()
                .path("access_token")
                .asText();
        Map<String, String> byItself = new HashMap<>(application(sp1.secret(), v2));
        byItself.put("scope", "https://graph.microsoft.com/.default");
        String application = ask(sp1.tenantId(), v2, byItself)
                .expect(200)
                .json()
                .path("access_token")
                .asText();
        String address = client.get(
                        contoso.host("login") + "/organizations/v2.0/.well-known/openid-configuration", null)
                .expect(200)
                .json()
                .path("userinfo_endpoint")
                .asText();

        JsonNode info = client.get(address, user.path("access_token").asText())
                .expect(200)
                .json();

        JsonNode idToken =
                Json.MAPPER.readTree(Forgery.payload(user.path("id_token").asText()));
        assertThat(info.path("sub").asText()).isEqualTo(idToken.path("sub").asText());
        assertThat(info.path("name").asText()).isEqualTo(idToken.path("name").asText());
        client.get(address, application).expect(403);
        client.get(address, forArm).expect(401);
        client.get(address, null).expect(401);
    }

    @ParameterizedTest
    @CsvSource({
        "id, /", "domain, /", "common, /", "organizations, /", "consumers, /",
        "id, /v2.0/", "domain, /v2.0/", "common, /v2.0/", "organizations, /v2.0/", "consumers, /v2.0/",
    })
    void everyWordForATenantHasMetadata(String word, String version) throws Exception {
        String tenant = switch (word) {
            case "id" -> sp1.tenantId();
            case "domain" -> olivia.userPrincipalName().split("@")[1];
            default -> word;
        };
        JsonNode metadata = contoso.client()
                .get(contoso.host("login") + "/" + tenant + version + ".well-known/openid-configuration", null)
                .expect(200)
                .json();

        for (String endpoint : new String[] {
            "token_endpoint",
            "authorization_endpoint",
            "device_authorization_endpoint",
            "end_session_endpoint",
            "jwks_uri"
        }) {
            assertThat(metadata.path(endpoint).asText())
                    .as(endpoint)
                    .startsWith(contoso.host("login") + "/")
                    .doesNotContain("//oauth2");
        }
        String issuer = word.equals("id") || word.equals("domain") ? sp1.tenantId() : "{tenantid}";
        assertThat(metadata.path("issuer").asText()).endsWith("/" + issuer + (version.equals("/") ? "/" : "/v2.0"));
        contoso.client().get(metadata.path("jwks_uri").asText(), null).expect(200);
    }

    private Map<String, String> application(String secret, String endpoint) {
        return endpoint.contains("v2.0")
                ? Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        sp1.applicationId(),
                        "client_secret",
                        secret,
                        "scope",
                        ARM + "/.default")
                : Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        sp1.applicationId(),
                        "client_secret",
                        secret,
                        "resource",
                        ARM);
    }

    private static Map<String, String> user(String name, String password) {
        return Map.of(
                "grant_type",
                "password",
                "client_id",
                "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
                "username",
                name,
                "password",
                password,
                "scope",
                ARM + "/.default");
    }

    private static Map<String, String> with(Map<String, String> form, String name, String value) {
        Map<String, String> changed = new java.util.HashMap<>(form);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return changed;
    }

    private SignInPlatform.Answer ask(String tenant, String endpoint, Map<String, String> form) throws Exception {
        return contoso.client()
                .send(
                        "POST",
                        contoso.host("login") + "/" + tenant + "/" + endpoint,
                        null,
                        BodyPublishers.ofString(encode(form)),
                        Map.of("Content-Type", "application/x-www-form-urlencoded"));
    }

    private static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + UriEncoding.encodeFormValue(field.getValue()))
                .collect(Collectors.joining("&"));
    }
}
