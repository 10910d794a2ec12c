package io.mltwin.e2e.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.WebServices;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The token of a web service: whom identity lets have it, and that no other service takes it. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class ServiceAuthenticationTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    @Test
    void aTokenScoresAndNobodyElseTakesIt() throws Exception {
        // Given
        WebServices services = WebServices.of(PLATFORM).withCluster();
        JsonNode tokened =
                services.ensure("auth-tokened", WebServices.IMAGE, WebServices.onAks(Map.of("aadAuthEnabled", true)));
        Azure azure = PLATFORM.azure();
        services.token("auth-tokened", azure.armToken("nobody")).expect(403);
        // When
        String token = services.token("auth-tokened", azure.armToken("reader"))
                .expect(201)
                .json()
                .path("accessToken")
                .asText();
        // Then
        assertThat(tokened.path("authEnabled").asBoolean()).isFalse();
        assertThat(tokened.path("aadAuthEnabled").asBoolean()).isTrue();
        services.score(tokened, token).expect(200);
        services.score(tokened, null).expect(401);
        services.score(tokened, azure.armToken("owner")).expect(401);
        String workspace = PLATFORM.flows().workspaceId();
        for (String address : List.of(
                azure.arm(workspace),
                azure.vault("novault", "/secrets?api-version=7.4"),
                azure.blob(PLATFORM.flows().storageAccount(), "/?comp=list"),
                azure.training(
                        "eastus",
                        "history/v1.0",
                        workspace,
                        "/experiments/breast-cancer/runs/" + PLATFORM.flows().runId()),
                services.address("/models"),
                azure.insights("/v1/apps/" + PLATFORM.flows().appId() + "/query?query=requests"))) {
            PLATFORM.flowClient().get(address, token).expect(401);
        }
    }
}
