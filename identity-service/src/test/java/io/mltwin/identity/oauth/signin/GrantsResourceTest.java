package io.mltwin.identity.oauth.signin;

import static io.mltwin.signin.TokenClient.ARM;
import static io.mltwin.signin.TokenClient.ARM_ALL;
import static io.mltwin.signin.TokenClient.AZURE_CLI;
import static io.mltwin.signin.TokenClient.AZURE_POWERSHELL;
import static io.mltwin.signin.TokenClient.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.identity.Contoso;
import io.mltwin.local.layout.Json;
import io.mltwin.local.trust.OperatorCredentials;
import io.mltwin.signin.Forgery;
import io.mltwin.signin.SignIn;
import io.mltwin.signin.SignIn.Request;
import io.mltwin.signin.SignInPeople;
import io.mltwin.signin.SignInPlatform;
import io.mltwin.signin.TestBrowser;
import io.mltwin.signin.TestBrowser.Page;
import io.mltwin.signin.TokenClient;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a sign-in gives a client, how it goes on, and what ends it. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class GrantsResourceTest {

    private static final String SIGNED_IN = "https://service.contoso.example/signed-in";

    @FromPlatform
    TestPlatform platform;

    private Contoso contoso;
    private TokenClient calls;
    private SignIn signIn;
    private OperatorCredentials.User olivia;
    private OperatorCredentials.ServicePrincipal sp1;
    private String tenant;
    private OperatorCredentials.ServicePrincipal service;

    @BeforeEach
    void aDirectory() {
        contoso = Contoso.of(platform);
        calls = new TokenClient(contoso);
        signIn = new SignIn(contoso);
        olivia = contoso.user("olivia");
        sp1 = contoso.application("sp1");
        tenant = contoso.tenantId();
    }

    @Test
    void aRefreshTokenIsGoodOnceAndForEveryResource() throws Exception {
        JsonNode first = calls.password(olivia).expect(200).json();
        String old = first.path("refresh_token").asText();

        JsonNode second = calls.refresh(tenant, AZURE_CLI, old, "https://vault.azure.net/.default")
                .expect(200)
                .json();
        assertThat(TokenClient.claims(second).path("aud").asText()).isEqualTo("https://vault.azure.net");
        assertThat(TokenClient.claims(second).path("amr").toString()).isEqualTo("[\"pwd\"]");
        for (JsonNode claims : List.of(TokenClient.claims(first), TokenClient.claims(second))) {
            assertThat(claims.path("scp").asText()).isEqualTo("user_impersonation");
            assertThat(claims.path("upn").asText()).isEqualTo(olivia.userPrincipalName());
            assertThat(claims.path("oid").asText()).isEqualTo(olivia.objectId());
        }
        String current = second.path("refresh_token").asText();
        assertThat(current).isNotEmpty().isNotEqualTo(old);
        // another client has nothing of it
        refused(calls.refresh(tenant, AZURE_POWERSHELL, current, ARM_ALL), 400, "invalid_grant", 70000);
        current = calls.v1(
                        "common",
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        AZURE_CLI,
                        "refresh_token",
                        current,
                        "resource",
                        ARM)
                .expect(200)
                .json()
                .path("refresh_token")
                .asText();
        // an old one that comes again ends them all
        refused(calls.refresh(tenant, AZURE_CLI, old, ARM_ALL), 400, "invalid_grant", 50173);
        refused(calls.refresh(tenant, AZURE_CLI, current, ARM_ALL), 400, "invalid_grant", 50173);
    }

    @Test
    void changeThatEndsAUserEndsItsRefreshTokens() throws Exception {
        OperatorCredentials.User user = new SignInPeople(contoso).user("leaver", false);
        String token =
                calls.password(user).expect(200).json().path("refresh_token").asText();
        ObjectNode disabled = Json.MAPPER.createObjectNode();
        disabled.putArray("users")
                .addObject()
                .put("tenantId", user.tenantId())
                .put("objectId", user.objectId())
                .put("userPrincipalName", user.userPrincipalName())
                .put("displayName", "leaver")
                .put("password", user.password())
                .put("accountEnabled", false);

        contoso.seed(disabled);

        refused(calls.refresh(tenant, AZURE_CLI, token, ARM_ALL), 400, "invalid_grant", 50057);
        refused(calls.password(user), 400, "invalid_grant", 50057);
    }

    @Test
    void aCodeThatComesTwiceEndsWhatTheFirstGave() throws Exception {
        Request request = signIn.azureCli();
        String code = signIn.signedIn(olivia).get(request.path()).told("code");
        String refreshToken = signIn.redeem(request, code)
                .expect(200)
                .json()
                .path("refresh_token")
                .asText();

        refused(signIn.redeem(request, code), 400, "invalid_grant", 54005);
        refused(calls.refresh(tenant, AZURE_CLI, refreshToken, ARM_ALL), 400, "invalid_grant", 50173);
    }

    @Test
    void aDeviceIsLetInOrNot() throws Exception {
        String device = "/" + tenant + "/oauth2/v2.0/devicecode";
        JsonNode started = calls.post(device, "client_id", AZURE_CLI, "scope", ARM_ALL)
                .expect(200)
                .json();
        assertThat(started.path("expires_in").asInt()).isEqualTo(900);
        assertThat(started.path("interval").asInt()).isEqualTo(5);
        assertThat(started.path("message").asText())
                .contains(started.path("user_code").asText())
                .contains(started.path("verification_uri").asText());
        String code = started.path("device_code").asText();

        refused(poll(code), 400, "authorization_pending", 70016);
        refused(poll(code), 400, "slow_down", 70016);
        refused(poll("D-invented"), 400, "bad_verification_code", 70018);
        refused(
                calls.v2(
                        tenant,
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "client_id",
                        AZURE_POWERSHELL,
                        "device_code",
                        code),
                400,
                "bad_verification_code",
                70018);
        decide(started.path("user_code").asText(), "accept");
        JsonNode tokens = poll(code).expect(200).json();
        assertThat(TokenClient.claims(tokens).path("oid").asText()).isEqualTo(olivia.objectId());
        assertThat(tokens.path("refresh_token").asText()).isNotEmpty();
        assertThat(tokens.path("id_token").asText()).isNotEmpty();
        refused(poll(code), 400, "invalid_grant", 54005);

        JsonNode v1 = calls.post("/common/oauth2/devicecode", "client_id", AZURE_CLI, "resource", ARM)
                .expect(200)
                .json();
        assertThat(v1.path("verification_url").asText()).isNotEmpty();
        assertThat(v1.path("expires_in").isTextual()).isTrue();
        decide(v1.path("user_code").asText(), "decline");
        refused(
                calls.v1(
                        "common",
                        "grant_type",
                        "device_code",
                        "client_id",
                        AZURE_CLI,
                        "code",
                        v1.path("device_code").asText(),
                        "resource",
                        ARM),
                400,
                "authorization_declined",
                70017);
    }

    private SignInPlatform.Answer poll(String code) throws Exception {
        return calls.v2(
                tenant,
                "grant_type",
                "urn:ietf:params:oauth:grant-type:device_code",
                "client_id",
                AZURE_CLI,
                "device_code",
                code);
    }

    /** A user types the code, signs in and decides. */
    private void decide(String userCode, String choice) throws Exception {
        TestBrowser browser = signIn.signedIn(olivia);
        Page page = browser.get("/common/oauth2/deviceauth");
        Page confirm = browser.submit(page, "user_code", userCode.toLowerCase(java.util.Locale.ROOT));
        browser.submit(confirm, "decision", choice);
    }

    @Test
    void aServiceCallsOnInItsCallersName() throws Exception {
        service = new SignInPeople(contoso).service("Contoso Service", SIGNED_IN);
        String api = SignInPeople.identifier(service);
        String called = tokenFor(api + "/.default").path("access_token").asText();
        assertThat(Json.MAPPER.readTree(Forgery.payload(called)).path("aud").asText())
                .isEqualTo(api);

        // nobody has consented to the service at Azure Resource Manager
        refused(onBehalf(called), 400, "invalid_grant", 65001);
        consentToService();
        JsonNode tokens = onBehalf(called).expect(200).json();

        JsonNode claims = TokenClient.claims(tokens);
        assertThat(claims.path("oid").asText()).isEqualTo(olivia.objectId());
        assertThat(claims.path("appid").asText()).isEqualTo(service.applicationId());
        assertThat(claims.path("appidacr").asText()).isEqualTo("1");
        assertThat(claims.path("scp").asText()).isEqualTo("user_impersonation");
        assertThat(claims.path("aud").asText()).isEqualTo("https://management.azure.com");
        // by its ids too, but only what is its own, a user's, an access token and unchanged
        String byId = tokenFor(service.applicationId() + "/.default")
                .path("access_token")
                .asText();
        onBehalf(byId).expect(200);
        refused(onBehalf(tokenFor(ARM_ALL).path("access_token").asText()), 400, "invalid_grant", 500131);
        refused(onBehalf(Forgery.tampered(called)), 400, "invalid_grant", 50013);
        refused(onBehalf(Forgery.foreignIssuer(called)), 400, "invalid_grant", 50013);
        refused(onBehalf(Forgery.unsigned(called)), 400, "invalid_grant", 50027);
        refused(onBehalf(applicationToken(api + "/.default")), 400, "invalid_grant", 7000114);
    }

    private JsonNode tokenFor(String scope) throws Exception {
        return calls.v2(
                        tenant,
                        "grant_type",
                        "password",
                        "client_id",
                        AZURE_CLI,
                        "username",
                        olivia.userPrincipalName(),
                        "password",
                        olivia.password(),
                        "scope",
                        scope)
                .expect(200)
                .json();
    }

    private String applicationToken(String scope) throws Exception {
        return calls.v2(
                        tenant,
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        sp1.applicationId(),
                        "client_secret",
                        sp1.secret(),
                        "scope",
                        scope)
                .expect(200)
                .json()
                .path("access_token")
                .asText();
    }

    private SignInPlatform.Answer onBehalf(String assertion) throws Exception {
        return calls.v2(
                tenant,
                "grant_type",
                "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "requested_token_use",
                "on_behalf_of",
                "client_id",
                service.applicationId(),
                "client_secret",
                service.secret(),
                "assertion",
                assertion,
                "scope",
                ARM + ".default");
    }

    private void consentToService() throws Exception {
        Request request = signIn.client(service.applicationId(), SIGNED_IN);
        TestBrowser browser = signIn.signedIn(olivia);
        Page consent = browser.get(request.path());
        String code = browser.submit(consent, "decision", "accept").told("code");
        assertThat(code).isNotNull();
    }

    @Test
    void userWithASecondFactorDoesNotPassByPassword() throws Exception {
        OperatorCredentials.User user = new SignInPeople(contoso).user("not enrolled", true);

        refused(calls.password(user), 400, "invalid_grant", 50079);
    }

    @Test
    void aSecretThatWasReplacedIsRefusedAtOnce() throws Exception {
        String application = UUID.randomUUID().toString();
        String objectId = UUID.randomUUID().toString();
        for (int i = 0; i < 10; i++) {
            ObjectNode seed = Json.MAPPER.createObjectNode();
            seed.putArray("applications")
                    .addObject()
                    .put("tenantId", tenant)
                    .put("applicationId", application)
                    .put("objectId", objectId)
                    .put("displayName", "changing")
                    .put("secret", "secret-" + i)
                    .put("accountEnabled", i < 9);
            contoso.seed(seed);
            if (i == 9) {
                refused(byClient(application, "secret-9"), 400, "unauthorized_client", 7000112);
            } else {
                byClient(application, "secret-" + i).expect(200);
            }
            if (i > 0 && i < 9) {
                refused(byClient(application, "secret-" + (i - 1)), 401, "invalid_client", 7000215);
            }
        }
    }

    private SignInPlatform.Answer byClient(String application, String secret) throws Exception {
        return calls.v2(
                tenant,
                "grant_type",
                "client_credentials",
                "client_id",
                application,
                "client_secret",
                secret,
                "scope",
                ARM + ".default");
    }

    @Test
    void unassignedUserIsRefusedWhereAssignmentIsRequired() throws Exception {
        String application = UUID.randomUUID().toString();
        ObjectNode seed = Json.MAPPER.createObjectNode();
        seed.putArray("applications")
                .addObject()
                .put("tenantId", tenant)
                .put("applicationId", application)
                .put("objectId", UUID.randomUUID().toString())
                .put("displayName", "for few")
                .put("publicClient", true)
                .put("assignmentRequired", true);
        contoso.seed(seed);

        refused(
                calls.v2(
                        tenant,
                        "grant_type",
                        "password",
                        "client_id",
                        application,
                        "username",
                        olivia.userPrincipalName(),
                        "password",
                        olivia.password(),
                        "scope",
                        ARM + ".default"),
                400,
                "access_denied",
                50105);
    }
}
