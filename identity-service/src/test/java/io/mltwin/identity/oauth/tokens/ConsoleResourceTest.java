package io.mltwin.identity.oauth.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.identity.DirectoryUnderTest;
import io.mltwin.identity.DirectoryUnderTest.User;
import io.mltwin.identity.oauth.secondfactor.SignInPages;
import io.mltwin.identity.oauth.tokens.ConsoleUnderTest.Proof;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.TrustMaterial;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console signs users of every tenant in, and asks for further tokens in their names. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ConsoleResourceTest {

    private static final String ARM = "https://management.azure.com/.default";

    @FromPlatform
    TestPlatform platform;

    private DirectoryUnderTest directory;
    private ConsoleUnderTest console;

    @BeforeEach
    void aConsole() {
        directory = new DirectoryUnderTest(platform);
        console = new ConsoleUnderTest(platform, directory);
    }

    @ParameterizedTest(name = "by organizations: {0}, with a second factor: {1}")
    @CsvSource({"true, false", "false, false", "false, true"})
    void aUserSignsInToTheConsoleItselfWithoutConsent(boolean anywhere, boolean secondFactor) {
        User user = directory.user(directory.tenant(false), secondFactor);

        Response answer = console.signIn(anywhere ? "organizations" : user.tenantId(), user);

        JsonNode claims = DirectoryUnderTest.claims(answer);
        assertThat(claims.path("aud").asText()).isEqualTo(ConsoleUnderTest.ID);
        assertThat(claims.path("appid").asText()).isEqualTo(ConsoleUnderTest.ID);
        assertThat(claims.path("appidacr").asText()).isEqualTo("2");
        assertThat(claims.path("tid").asText()).isEqualTo(user.tenantId());
        assertThat(claims.path("oid").asText()).isEqualTo(user.objectId());
        assertThat(claims.path("upn").asText()).isEqualTo(user.name());
        assertThat(claims.path("scp").asText()).isEqualTo("user_impersonation");
        assertThat(claims.path("amr").size()).isEqualTo(secondFactor ? 2 : 1);
        assertThat((String) answer.path("refresh_token")).isNotEmpty();
        assertThat((String) answer.path("id_token")).isNotEmpty();
    }

    @Test
    void aRefreshTokenOfTheConsoleNeedsItsKey() {
        User user = directory.user(directory.tenant(false), false);
        Map<String, String> form = Map.of(
                "grant_type",
                "refresh_token",
                "refresh_token",
                console.signIn(user.tenantId(), user).path("refresh_token"),
                "scope",
                ConsoleUnderTest.SCOPE,
                "client_id",
                ConsoleUnderTest.ID);

        Response without = directory.token(user.tenantId(), form);
        Response with = console.token(user.tenantId(), Proof.good(user.tenantId()), form);

        assertThat(refusal(without)).isEqualTo("401 7000218");
        assertThat(DirectoryUnderTest.claims(with).path("aud").asText()).isEqualTo(ConsoleUnderTest.ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://management.azure.com",
                "https://ml.azure.com",
                "https://vault.azure.net",
                "https://storage.azure.com",
                "https://api.loganalytics.io",
                "https://api.applicationinsights.io",
                "https://graph.microsoft.com",
                "https://containerregistry.azure.net"
            })
    void theConsoleCallsOnInTheNameOfTheUser(String resource) {
        User user = directory.user(directory.tenant(false), false);
        String token = console.signIn(user.tenantId(), user).path("access_token");

        Response answer = console.onBehalfOf(user.tenantId(), token, resource + "/.default");

        JsonNode claims = DirectoryUnderTest.claims(answer);
        assertThat(claims.path("aud").asText()).isEqualTo(resource);
        assertThat(claims.path("oid").asText()).isEqualTo(user.objectId());
        assertThat(claims.path("upn").asText()).isEqualTo(user.name());
        assertThat(claims.path("appid").asText()).isEqualTo(ConsoleUnderTest.ID);
        assertThat(claims.path("idtyp").asText()).isEqualTo("user");
    }

    @ParameterizedTest
    @CsvSource({
        "/signin/callback/, 50011",
        "/signin/Callback, 50011",
        "/signin/callback?x=1, 50011",
        "/signin, 50011",
        "/, 50011",
        "'', 50011",
        ".evil.example/signin/callback, 50011",
    })
    void onlyTheConsolesOwnAddressGetsACode(String behindTheHost, String code) {
        User user = directory.user(directory.tenant(false), false);
        SignInPages.Client elsewhere =
                new SignInPages.Client(ConsoleUnderTest.ID, console.address() + behindTheHost, ConsoleUnderTest.SCOPE);

        Response answer = console.browser().authorize(user.tenantId(), elsewhere, true);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.asString()).contains("AADSTS" + code);
    }

    @ParameterizedTest
    @CsvSource({
        "no proof key, 9002325",
        "the administration, 500011",
        "a service, 500011",
        "the console by another client, 500011",
        "an unknown resource, 500011",
    })
    void aSignInThatTheConsoleMayNotAskForIsRefused(String request, String code) {
        User user = directory.user(directory.tenant(false), false);
        String scope = switch (request) {
            case "the administration" -> "api://mltwin-admin/.default";
            case "a service" -> "api://mltwin/identity/.default";
            case "an unknown resource" -> "https://evil.example/.default";
            default -> ConsoleUnderTest.SCOPE;
        };
        boolean another = request.equals("the console by another client");
        SignInPages.Client client = new SignInPages.Client(
                another ? DirectoryUnderTest.AZURE_CLI : ConsoleUnderTest.ID,
                another ? "http://localhost:8400/" : console.callback(),
                scope);

        Response answer = console.browser().authorize(user.tenantId(), client, !request.equals("no proof key"));

        assertThat(SignInPages.told(answer, "error_description")).startsWith("AADSTS" + code + ":");
    }

    @ParameterizedTest
    @CsvSource({
        "another verifier, 400 501481",
        "no verifier, 400 501481",
        "another address, 401 500112",
        "the other registered address, 401 500112",
        "no proof, 401 7000218",
        "a secret, 401 7000215",
        "the key of a service, 401 700027",
        "the assertion of a service, 401 700027",
        "an assertion for another tenant, 401 700027",
        "an assertion for organizations, 401 700027",
        "a code of Azure CLI, 400 70000",
        "another tenant, 400 700005",
    })
    void aCodeIsRedeemedByTheConsoleAsItWasAskedFor(String change, String refusal) {
        User user = directory.user(directory.tenant(false), false);
        String tenant = user.tenantId();
        String other = directory.tenant(false);
        boolean foreignCode = change.equals("a code of Azure CLI");
        String code = foreignCode ? console.browser().code(tenant, user, azureCli()) : console.code(tenant, user);
        Map<String, String> form = console.redemption(code);
        String service = PlatformService.TELEMETRY.applicationId();

        Response answer = switch (change) {
            case "another verifier" ->
                console.token(tenant, Proof.good(tenant), with(form, "code_verifier", "w".repeat(43)));
            case "no verifier" -> console.token(tenant, Proof.good(tenant), with(form, "code_verifier", ""));
            case "another address" ->
                console.token(tenant, Proof.good(tenant), with(form, "redirect_uri", "https://evil.example"));
            case "the other registered address" ->
                console.token(
                        tenant, Proof.good(tenant), with(form, "redirect_uri", console.address() + "/signed-out"));
            case "no proof" -> directory.token(tenant, with(form, "client_id", ConsoleUnderTest.ID));
            case "a secret" ->
                directory.token(tenant, with(with(form, "client_id", ConsoleUnderTest.ID), "client_secret", "guess"));
            case "the key of a service" ->
                console.token(tenant, new Proof(ConsoleUnderTest.ID, "client-key.pem", tenant), form);
            case "the assertion of a service" ->
                console.token(tenant, new Proof(service, "client-key.pem", tenant), form);
            case "an assertion for another tenant" -> console.token(tenant, Proof.good(other), form);
            case "an assertion for organizations" -> console.token(tenant, Proof.good("organizations"), form);
            case "another tenant" -> console.token(other, Proof.good(other), form);
            default -> console.token(tenant, Proof.good(tenant), form);
        };

        assertThat(refusal(answer)).isEqualTo(refusal);
        if (!foreignCode) {
            // what was refused has used nothing up
            assertThat(console.redeem(tenant, code).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "the key of a service, 401 700027",
        "the assertion of a service, 401 700027",
        "no proof, 401 7000218",
        "a token for another audience, 400 500131",
        "a token of Azure CLI, 400 500131",
        "an id token, 400 240002",
        "an altered token, 400 50013",
        "no token, 400 50027",
        "another tenant, 400 50013",
        "a disabled user, 400 50057",
        "an unknown resource, 400 500011",
        "a service, 400 500011",
        "another use, 400 9002313",
    })
    void whatIsNotTheUsersWordIsNoGrantToCallOn(String change, String refusal) {
        User user = directory.user(directory.tenant(false), false);
        String tenant = user.tenantId();
        Response signedIn = console.signIn(tenant, user);
        String token = signedIn.path("access_token");
        String other = directory.tenant(false);
        String service = PlatformService.TELEMETRY.applicationId();
        Map<String, String> form = ConsoleUnderTest.onBehalfOf(token, ARM);

        Response answer = switch (change) {
            case "the key of a service" ->
                console.token(tenant, new Proof(ConsoleUnderTest.ID, "client-key.pem", tenant), form);
            case "the assertion of a service" ->
                console.token(tenant, new Proof(service, "client-key.pem", tenant), form);
            case "no proof" -> directory.token(tenant, with(form, "client_id", ConsoleUnderTest.ID));
            case "a token for another audience" ->
                console.onBehalfOf(
                        tenant, console.onBehalfOf(tenant, token, ARM).path("access_token"), ARM);
            case "a token of Azure CLI" ->
                console.onBehalfOf(
                        tenant,
                        directory.password(tenant, user.name(), user.password()).path("access_token"),
                        ARM);
            case "an id token" -> console.onBehalfOf(tenant, signedIn.path("id_token"), ARM);
            case "an altered token" -> console.onBehalfOf(tenant, ConsoleUnderTest.altered(token), ARM);
            case "no token" -> console.onBehalfOf(tenant, "token", ARM);
            case "another tenant" -> console.onBehalfOf(other, token, ARM);
            case "a disabled user" -> {
                disable(user);
                yield console.onBehalfOf(tenant, token, ARM);
            }
            case "an unknown resource" -> console.onBehalfOf(tenant, token, "https://evil.example/.default");
            case "a service" -> console.onBehalfOf(tenant, token, "api://mltwin/identity/.default");
            default -> console.token(tenant, Proof.good(tenant), with(form, "requested_token_use", "other"));
        };

        assertThat(refusal(answer)).isEqualTo(refusal);
    }

    @ParameterizedTest
    @CsvSource({"tenant of a user, 700016", "Microsoft's tenant, 500011"})
    void theConsoleIsNobodyByItself(String where, int code) {
        String tenant = where.startsWith("Microsoft") ? TrustMaterial.MICROSOFT_TENANT : directory.tenant(false);

        Response answer =
                console.token(tenant, Proof.good(tenant), Map.of("grant_type", "client_credentials", "scope", ARM));

        assertThat(DirectoryUnderTest.code(answer)).isEqualTo(code);
    }

    @Test
    void aGuestIsAGuestInTheConsoleToo() {
        User user = directory.user(directory.tenant(false), false);
        String there = directory.tenant(false);
        String guest = directory.guest(user, there);

        String token = console.signIn(there, user).path("access_token");

        JsonNode claims = DirectoryUnderTest.claims(console.onBehalfOf(there, token, ARM));
        assertThat(claims.path("oid").asText()).isEqualTo(guest);
        assertThat(claims.path("tid").asText()).isEqualTo(there);
        assertThat(refusal(console.onBehalfOf(user.tenantId(), token, ARM))).isEqualTo("400 50013");
    }

    @ParameterizedTest
    @CsvSource({"/signed-out, true", "/elsewhere, false"})
    void afterASignOutTheBrowserReturnsToTheConsole(String path, boolean returns) {
        String there = console.address() + path;

        Response answer = platform.service()
                .given("login")
                .redirects()
                .follow(false)
                .urlEncodingEnabled(true)
                .queryParam("client_id", ConsoleUnderTest.ID)
                .queryParam("post_logout_redirect_uri", there)
                .get("/organizations/oauth2/v2.0/logout");

        assertThat(there.equals(answer.header("Location"))).isEqualTo(returns);
    }

    private SignInPages.Client azureCli() {
        return new SignInPages.Client(DirectoryUnderTest.AZURE_CLI, "http://localhost:8400/", DirectoryUnderTest.SCOPE);
    }

    private void disable(User user) {
        directory.seed(("{'users':[{'tenantId':'%s','objectId':'%s','userPrincipalName':'%s',"
                        + "'displayName':'User','password':'%s','accountEnabled':false}]}")
                .formatted(user.tenantId(), user.objectId(), user.name(), user.password()));
    }

    private static Map<String, String> with(Map<String, String> form, String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(form);
        changed.put(name, value);
        return changed;
    }

    private static String refusal(Response answer) {
        return answer.statusCode() + " " + answer.path("error_codes[0]");
    }
}
