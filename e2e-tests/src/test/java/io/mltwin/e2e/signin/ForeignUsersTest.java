package io.mltwin.e2e.signin;

import static io.mltwin.signin.TokenClient.ARM;
import static io.mltwin.signin.TokenClient.ARM_ALL;
import static io.mltwin.signin.TokenClient.AZURE_CLI;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.trust.OperatorCredentials;
import io.mltwin.signin.TokenClient;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Users of other directories at the services: guests, whose role where they were invited counts,
 * and customers of Azure AD B2C, who are let in nowhere.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class ForeignUsersTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final TokenClient CALLS = new TokenClient(PLATFORM);
    private static final OperatorCredentials.User GINA = CALLS.user("gina");
    private static final OperatorCredentials.User BOB = CALLS.user("bob");
    private static final String TENANT = CALLS.user("olivia").tenantId();
    private static final String GUEST = "30000000-0000-4000-8000-000000000007";

    @Test
    void aGuestHasTokensOfTheTenantItVisits() throws Exception {
        // as Azure CLI does: signed in at home, then a token for each tenant
        JsonNode home = CALLS.password(GINA).expect(200).json();
        JsonNode there = CALLS.refresh(
                        TENANT, AZURE_CLI, home.path("refresh_token").asText(), ARM_ALL)
                .expect(200)
                .json();

        JsonNode claims = TokenClient.claims(there);
        assertThat(claims.path("tid").asText()).isEqualTo(TENANT);
        assertThat(claims.path("oid").asText()).isEqualTo(GUEST);
        assertThat(claims.path("idp").asText()).endsWith("/" + GINA.tenantId() + "/");
        assertThat(TokenClient.claims(home).has("idp")).isFalse();
        // its role there is honoured, and ends where it ends
        String token = there.path("access_token").asText();
        FlowClient client = PLATFORM.flowClient();
        String workspace = PLATFORM.azure().arm(PLATFORM.fixture().workspaceId());
        client.get(workspace, token).expect(200);
        client.json("PATCH", workspace, token, Map.of("tags", Map.of("by", "gina")))
                .expect(403);
        client.json(
                        "POST",
                        PLATFORM.azure()
                                .training(
                                        "eastus",
                                        "execution/v1.0",
                                        PLATFORM.fixture().workspaceId(),
                                        "/experiments/guest/snapshotrun"),
                        token,
                        Map.of())
                .expect(403);
    }

    @Test
    void aTokenOfAzureAdB2cIsTrustedByNobody() throws Exception {
        OperatorCredentials.ServicePrincipal shop = CALLS.application("shop");
        JsonNode tokens = CALLS.post(
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
        Azure azure = PLATFORM.azure();

        for (String address :
                new String[] {azure.arm(workspace), azure.training("eastus", "history/v1.0", workspace, "/experiments")
                }) {
            FlowClient.Answer answer = PLATFORM.flowClient()
                    .get(address, tokens.path("access_token").asText());

            answer.expect(401);
            assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
        }
    }
}
