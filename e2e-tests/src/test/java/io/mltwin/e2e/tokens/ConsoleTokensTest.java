package io.mltwin.e2e.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.OperatorCredentials;
import io.mltwin.local.trust.TrustMaterial;
import io.mltwin.signin.ClientAssertion;
import io.mltwin.signin.SignIn;
import io.mltwin.signin.SignInPlatform;
import io.mltwin.signin.TokenClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The console with the fixture's people: what its tokens open at the other services. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class ConsoleTokensTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final TokenClient CALLS = new TokenClient(PLATFORM);
    private static final SignIn SIGN_IN = new SignIn(PLATFORM);
    private static final String ID = TrustMaterial.CONSOLE_APPLICATION;
    private static final String ADMINISTRATION = "api://mltwin-admin/.default";
    private static final String ARM = "https://management.azure.com/.default";
    private static final String GRAPH = "https://graph.microsoft.com/.default";

    @Test
    void anOperatorAdministersEachServiceUnderTheOwnName() throws Exception {
        // Given
        OperatorCredentials.User olivia = CALLS.user("olivia");
        String console = accessToken(signIn(olivia));
        String token = accessToken(onBehalfOf(olivia, console, ADMINISTRATION).expect(200));

        for (PlatformService service : PlatformService.values()) {
            String own = "https://localhost:" + PLATFORM.port(service);
            FlowClient client = PLATFORM.flowClient();

            // When
            FlowClient.Answer byTheConsolesOwn = client.get(own + "/_mltwin/clock", console);
            client.get(own + "/_mltwin/clock", token).expect(200);

            // Then
            assertThat(byTheConsolesOwn.status()).as(service.key()).isEqualTo(401);
            JsonNode calls = client.get(own + "/_mltwin/calls?correlationId=" + client.correlationId(), token)
                    .expect(200)
                    .json();
            assertThat(calls.findValuesAsText("caller")).contains(olivia.userPrincipalName());
            assertThat(calls.findValuesAsText("tokenKind")).contains("ADMIN");
        }
    }

    @Test
    void aTokenOnBehalfOpensItsResourceAsTheUser() throws Exception {
        // Given
        OperatorCredentials.User rita = CALLS.user("rita");
        String console = accessToken(signIn(rita));
        String forArm = accessToken(onBehalfOf(rita, console, ARM).expect(200));
        String forGraph = accessToken(onBehalfOf(rita, console, GRAPH).expect(200));
        FlowClient client = PLATFORM.flowClient();
        String arm = PLATFORM.host("management", PlatformService.WORKSPACE) + "/subscriptions?api-version=2020-01-01";
        String graph = PLATFORM.host("graph", PlatformService.IDENTITY) + "/v1.0/me";

        // When
        FlowClient.Answer me = client.get(graph, forGraph);

        // Then
        assertThat(me.expect(200).json().path("id").asText()).isEqualTo(rita.objectId());
        client.get(arm, forArm).expect(200);
        // neither takes the other's
        client.get(arm, forGraph).expect(401);
        client.get(graph, forArm).expect(401);
    }

    private static SignInPlatform.Answer onBehalfOf(OperatorCredentials.User user, String assertion, String scope)
            throws IOException {
        return CALLS.v2(
                user.tenantId(),
                "grant_type",
                "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "requested_token_use",
                "on_behalf_of",
                "assertion",
                assertion,
                "scope",
                scope,
                "client_id",
                ID,
                "client_assertion_type",
                ClientAssertion.TYPE,
                "client_assertion",
                assertion(user.tenantId()));
    }

    private static SignInPlatform.Answer signIn(OperatorCredentials.User user) throws IOException {
        String callback = PLATFORM.host("console", PlatformService.TELEMETRY) + "/signin/callback";
        SignIn.Request request = SIGN_IN.client(ID, callback)
                .with("tenant", "organizations")
                .with("scope", ID + "/.default openid profile offline_access");
        String code = SIGN_IN.signedIn(user).get(request.path()).told("code");
        return CALLS.v2(
                        "organizations",
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        ID,
                        "code",
                        code,
                        "redirect_uri",
                        callback,
                        "code_verifier",
                        "v".repeat(43),
                        "client_assertion_type",
                        ClientAssertion.TYPE,
                        "client_assertion",
                        assertion("organizations"))
                .expect(200);
    }

    private static String accessToken(SignInPlatform.Answer answer) {
        return answer.json().path("access_token").asText();
    }

    private static String assertion(String tenant) throws IOException {
        Path folder = PLATFORM.platform().folder().privateOf("telemetry");
        OperatorCredentials.ServicePrincipal console = new OperatorCredentials.ServicePrincipal(
                TrustMaterial.MICROSOFT_TENANT,
                ID,
                TrustMaterial.CONSOLE_OBJECT,
                null,
                Files.readString(folder.resolve("console.pem")),
                Files.readString(folder.resolve("console-key.pem")));
        return new ClientAssertion(console, SIGN_IN.origin() + "/" + tenant + "/oauth2/v2.0/token").text();
    }
}
