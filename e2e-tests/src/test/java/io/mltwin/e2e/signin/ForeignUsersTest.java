package io.mltwin.e2e.signin;

import static io.mltwin.e2e.signin.TokenClient.ARM;
import static io.mltwin.e2e.signin.TokenClient.ARM_ALL;
import static io.mltwin.e2e.signin.TokenClient.AZURE_CLI;
import static io.mltwin.e2e.signin.TokenClient.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.e2e.signin.SignIn.Request;
import io.mltwin.e2e.signin.TestBrowser.Page;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.Json;
import io.mltwin.local.trust.OperatorCredentials;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Users of other directories: guests, who are let in where they were invited, and customers of
 * Azure AD B2C, who are let in nowhere.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class ForeignUsersTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final TokenClient CALLS = new TokenClient(PLATFORM);
    private static final SignIn SIGN_IN = new SignIn(PLATFORM);
    private static final OperatorCredentials.User GINA = CALLS.user("gina");
    private static final OperatorCredentials.User BOB = CALLS.user("bob");
    private static final String TENANT = CALLS.user("olivia").tenantId();
    private static final String GUEST = "30000000-0000-4000-8000-000000000007";

    @Test
    void aGuestHasTokensOfTheTenantItVisits() throws Exception {
        // as Azure CLI does: signed in at home, then a token for each tenant
        JsonNode home = CALLS.password(GINA).expect(200).json();
        JsonNode there =
                CALLS.refresh(TENANT, AZURE_CLI, home.path("refresh_token").asText(), ARM_ALL)
                        .expect(200)
                        .json();

        JsonNode claims = TokenClient.claims(there);
        assertThat(claims.path("tid").asText()).isEqualTo(TENANT);
        assertThat(claims.path("oid").asText()).isEqualTo(GUEST);
        assertThat(claims.path("idp").asText()).endsWith("/" + GINA.tenantId() + "/");
        String info =
                new String(
                        Base64.getUrlDecoder().decode(there.path("client_info").asText()),
                        StandardCharsets.UTF_8);
        assertThat(info).contains(GINA.objectId(), GINA.tenantId());
        assertThat(TokenClient.claims(home).has("idp")).isFalse();
        // its role there is honoured, and ends where it ends
        String token = there.path("access_token").asText();
        FlowClient client = PLATFORM.flowClient();
        String workspace = PLATFORM.azure().arm(PLATFORM.fixture().workspaceId());
        client.get(workspace, token).expect(200);
        client.json("PATCH", workspace, token, Map.of("tags", Map.of("by", "gina"))).expect(403);
        // the sign-in page knows it by its name at home; an application may not ask for its
        // password
        Request request = SIGN_IN.azureCli();
        TestBrowser browser = SIGN_IN.browser();
        Page answer = SIGN_IN.password(browser, browser.get(request.path()), GINA);
        JsonNode byPage = SIGN_IN.redeem(request, answer.told("code")).expect(200).json();
        assertThat(TokenClient.claims(byPage).path("oid").asText()).isEqualTo(GUEST);
        refused(CALLS.password(TENANT, GINA), 400, "invalid_grant", 90084);
    }

    @Test
    void whoIsNoGuestOrNotYetIsRefused() throws Exception {
        String carl =
                CALLS.password(CALLS.user("carl"))
                        .expect(200)
                        .json()
                        .path("refresh_token")
                        .asText();
        refused(
                CALLS.refresh(GINA.tenantId(), AZURE_CLI, carl, ARM_ALL),
                400,
                "interaction_required",
                50020);
        OperatorCredentials.User nora = CALLS.user("nora");
        ObjectNode invited = Json.MAPPER.createObjectNode();
        invited.putArray("users")
                .addObject()
                .put("tenantId", GINA.tenantId())
                .put("objectId", UUID.randomUUID().toString())
                .put("userPrincipalName", "nora#EXT#" + UUID.randomUUID() + "@fabrikam")
                .put("displayName", "Nora Norole")
                .put("homeTenantId", TENANT)
                .put("homeObjectId", nora.objectId())
                .put("invitationRedeemed", false);
        CALLS.seed(invited);
        String token = CALLS.password(nora).expect(200).json().path("refresh_token").asText();
        refused(
                CALLS.refresh(GINA.tenantId(), AZURE_CLI, token, ARM_ALL),
                400,
                "invalid_grant",
                50014);
    }

    @ParameterizedTest
    @ValueSource(strings = {"arm", "aml"})
    void aTokenOfAzureAdB2cIsTrustedByNobody(String where) throws Exception {
        OperatorCredentials.ServicePrincipal shop = CALLS.application("shop");
        JsonNode tokens =
                CALLS.post(
                                "/" + BOB.tenantId() + "/B2C_1_ropc/oauth2/v2.0/token",
                                "grant_type",
                                "password",
                                "client_id",
                                shop.applicationId(),
                                "username",
                                BOB.userPrincipalName(),
                                "password",
                                BOB.password(),
                                "scope",
                                ARM + ".default")
                        .expect(200)
                        .json();
        JsonNode claims = TokenClient.claims(tokens);
        assertThat(claims.path("tfp").asText()).isEqualTo("B2C_1_ropc");
        String workspace = PLATFORM.fixture().workspaceId();
        String address =
                where.equals("arm")
                        ? PLATFORM.azure().arm(workspace)
                        : PLATFORM.azure()
                                .training("eastus", "history/v1.0", workspace, "/experiments");

        FlowClient.Answer answer =
                PLATFORM.flowClient().get(address, tokens.path("access_token").asText());

        answer.expect(401);
        assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
        // and no other way in
        refused(CALLS.password(BOB), 400, "invalid_grant", 50034);
    }

    @Test
    void nobodyOfAzureAdB2cIsGivenARole() throws Exception {
        Map<String, Object> body =
                Map.of(
                        "properties",
                        Map.of(
                                "roleDefinitionId",
                                "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7",
                                "principalId",
                                BOB.objectId(),
                                "principalType",
                                "User"));
        FlowClient.Answer answer =
                PLATFORM.flowClient()
                        .json(
                                "PUT",
                                PLATFORM.azure()
                                        .arm(
                                                PLATFORM.fixture().workspaceId()
                                                        + "/providers/Microsoft.Authorization/roleAssignments/"
                                                        + UUID.randomUUID()),
                                PLATFORM.azure().armToken("owner"),
                                body);
        answer.expect(400);
        assertThat(answer.json().path("error").path("code").asText())
                .isEqualTo("PrincipalNotFound");
    }
}
