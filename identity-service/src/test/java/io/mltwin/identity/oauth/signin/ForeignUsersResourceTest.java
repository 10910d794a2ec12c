package io.mltwin.identity.oauth.signin;

import static io.mltwin.signin.TokenClient.ARM_ALL;
import static io.mltwin.signin.TokenClient.AZURE_CLI;
import static io.mltwin.signin.TokenClient.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.identity.Contoso;
import io.mltwin.identity.DirectoryUnderTest;
import io.mltwin.local.layout.Json;
import io.mltwin.local.trust.OperatorCredentials;
import io.mltwin.signin.SignIn;
import io.mltwin.signin.SignIn.Request;
import io.mltwin.signin.SignInPlatform;
import io.mltwin.signin.TestBrowser;
import io.mltwin.signin.TestBrowser.Page;
import io.mltwin.signin.TokenClient;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Users of other directories: guests, who are let in where they were invited, and customers of
 * Azure AD B2C, who are let in nowhere.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ForeignUsersResourceTest {

    @FromPlatform
    TestPlatform platform;

    private Contoso contoso;
    private TokenClient calls;
    private SignIn signIn;
    private OperatorCredentials.User gina;
    private OperatorCredentials.User bob;
    private String tenant;

    @BeforeEach
    void aDirectory() {
        contoso = Contoso.of(platform);
        calls = new TokenClient(contoso);
        signIn = new SignIn(contoso);
        gina = contoso.user("gina");
        bob = contoso.user("bob");
        tenant = contoso.tenantId();
    }

    @Test
    void aGuestHasTokensOfTheTenantItVisits() throws Exception {
        // as Azure CLI does: signed in at home, then a token for each tenant
        JsonNode home = calls.password(gina).expect(200).json();
        JsonNode there = calls.refresh(
                        tenant, AZURE_CLI, home.path("refresh_token").asText(), ARM_ALL)
                .expect(200)
                .json();

        JsonNode claims = TokenClient.claims(there);
        assertThat(claims.path("tid").asText()).isEqualTo(tenant);
        assertThat(claims.path("oid").asText()).isEqualTo(contoso.guest());
        assertThat(claims.path("idp").asText()).endsWith("/" + gina.tenantId() + "/");
        String info = new String(
                Base64.getUrlDecoder().decode(there.path("client_info").asText()), StandardCharsets.UTF_8);
        assertThat(info).contains(gina.objectId(), gina.tenantId());
        assertThat(TokenClient.claims(home).has("idp")).isFalse();
        // the sign-in page knows it by its name at home; an application may not ask for its
        // password
        Request request = signIn.azureCli();
        TestBrowser browser = signIn.browser();
        Page answer = signIn.password(browser, browser.get(request.path()), gina);
        JsonNode byPage =
                signIn.redeem(request, answer.told("code")).expect(200).json();
        assertThat(TokenClient.claims(byPage).path("oid").asText()).isEqualTo(contoso.guest());
        refused(calls.password(tenant, gina), 400, "invalid_grant", 90084);
    }

    @Test
    void userWhoIsNoGuestYetIsRefused() throws Exception {
        String carl = calls.password(calls.user("carl"))
                .expect(200)
                .json()
                .path("refresh_token")
                .asText();
        refused(calls.refresh(gina.tenantId(), AZURE_CLI, carl, ARM_ALL), 400, "interaction_required", 50020);
        OperatorCredentials.User nora = calls.user("nora");
        ObjectNode invited = Json.MAPPER.createObjectNode();
        invited.putArray("users")
                .addObject()
                .put("tenantId", gina.tenantId())
                .put("objectId", UUID.randomUUID().toString())
                .put("userPrincipalName", "nora#EXT#" + UUID.randomUUID() + "@fabrikam")
                .put("displayName", "Nora Norole")
                .put("homeTenantId", tenant)
                .put("homeObjectId", nora.objectId())
                .put("invitationRedeemed", false);
        contoso.seed(invited);
        String token =
                calls.password(nora).expect(200).json().path("refresh_token").asText();
        refused(calls.refresh(gina.tenantId(), AZURE_CLI, token, ARM_ALL), 400, "invalid_grant", 50014);
    }

    @Test
    void aCustomerOfAzureAdB2cHasNoTokenButOfItsUserFlow() throws Exception {
        OperatorCredentials.ServicePrincipal shop = contoso.application("shop");
        JsonNode tokens = calls.post(
                        "/" + bob.tenantId() + "/B2C_1_ropc/oauth2/v2.0/token",
                        "grant_type",
                        "password",
                        "client_id",
                        shop.applicationId(),
                        "username",
                        bob.userPrincipalName(),
                        "password",
                        bob.password(),
                        "scope",
                        "https://graph.microsoft.com/.default")
                .expect(200)
                .json();
        JsonNode claims = TokenClient.claims(tokens);
        assertThat(claims.path("tfp").asText()).isEqualTo("B2C_1_ropc");

        SignInPlatform.Answer answer = contoso.client()
                .get(
                        contoso.host("graph") + "/v1.0/me",
                        tokens.path("access_token").asText());

        answer.expect(401);
        assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
        // and no other way in
        refused(calls.password(bob), 400, "invalid_grant", 50034);
    }

    @Test
    void userOfAzureAdB2cIsGivenNoRole() {
        String subscription = UUID.randomUUID().toString();
        OperatorCredentials.User olivia = contoso.user("olivia");
        ObjectNode owner = Json.MAPPER.createObjectNode();
        owner.putArray("subscriptionOwners")
                .addObject()
                .put("subscriptionId", subscription)
                .put("principalId", olivia.objectId());
        contoso.seed(owner);

        for (OperatorCredentials.User user : List.of(bob, contoso.user("rita"))) {
            ValidatableResponse answer = new DirectoryUnderTest(platform)
                    .arm(
                            tenant,
                            olivia.objectId(),
                            "PUT",
                            "/subscriptions/"
                                    + subscription
                                    + "/providers/Microsoft.Authorization/roleAssignments/"
                                    + UUID.randomUUID()
                                    + "?api-version=2022-04-01",
                            "{'properties':{'roleDefinitionId':'/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7','principalId':'%s','principalType':'User'}}"
                                    .formatted(user.objectId()));
            if (user.equals(bob)) {
                answer.statusCode(400).body("error.code", equalTo("PrincipalNotFound"));
            } else {
                answer.statusCode(201);
            }
        }
    }
}
