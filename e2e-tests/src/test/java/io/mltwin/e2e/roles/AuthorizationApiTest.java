package io.mltwin.e2e.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.Colleague;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who elevates access through Azure Resource Manager reads everything there, and is logged. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class AuthorizationApiTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();

    @Test
    void onlyAGlobalAdministratorElevatesAccess() throws Exception {
        String owner = azure.armToken("owner");
        String elevate = azure.arm(Colleague.AUTHORIZATION + "elevateAccess");
        assertCode(client.json("POST", elevate, owner, null), 403, "AuthorizationFailed");
        Colleague global = Colleague.join(PLATFORM, true);
        String atRoot = azure.arm(Colleague.AUTHORIZATION + "roleAssignments") + "&$filter=atScope()";
        client.get(atRoot, global.token()).expect(403);
        // what operations there are is told to everybody
        client.get(azure.arm(Colleague.AUTHORIZATION + "providerOperations"), global.token())
                .expect(200);

        client.json("POST", elevate, global.token(), null).expect(200);
        client.json("POST", elevate, global.token(), null).expect(200);

        JsonNode mine = client.get(atRoot, global.token()).expect(200).json().path("value");
        assertThat(mine.findValuesAsText("principalId")).containsExactly(global.objectId());
        assertLoggedInTheTenant(global, owner);
        // User Access Administrator: reads all, changes nothing but access
        client.get(azure.arm(PLATFORM.fixture().workspaceId()), global.token()).expect(200);
        client.json("DELETE", azure.arm(PLATFORM.fixture().workspaceId()), global.token(), null)
                .expect(403);
        client.json("DELETE", azure.arm(mine.path(0).path("id").asText()), global.token(), null)
                .expect(200);
    }

    /** What is done above all subscriptions is in the tenant's own activity log. */
    private void assertLoggedInTheTenant(Colleague global, String owner) throws Exception {
        String log = azure.arm("/providers/Microsoft.Insights/eventtypes/management/values")
                .replace("2022-10-01", "2015-04-01");
        client.get(log, owner).expect(403);
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(client.get(log, global.token())
                                .expect(200)
                                .json()
                                .path("value"))
                        .anyMatch(event -> event.path("operationName")
                                        .path("value")
                                        .asText()
                                        .equals("Microsoft.Authorization/elevateAccess/action")
                                && event.toString().contains(global.objectId())));
    }

    private static void assertCode(FlowClient.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().path("error").path("code").asText()).isEqualTo(code);
    }
}
