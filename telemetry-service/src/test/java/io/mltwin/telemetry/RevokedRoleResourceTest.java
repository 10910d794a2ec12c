package io.mltwin.telemetry;

import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A request a second after its role was removed is refused, although no Kafka runs here. */
@QuarkusTest
@QuarkusTestResource(
        value = PlatformTestResource.class,
        initArgs = {
            @ResourceArg(name = "mltwin.kafka.enabled", value = "false"),
            @ResourceArg(name = "mltwin.traces.kept", value = "20")
        })
class RevokedRoleResourceTest {

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    AssertedArm arm;

    private final String principal = UUID.randomUUID().toString();
    private final String component = "/subscriptions/%s/resourceGroups/rg1/providers/Microsoft.Insights/components/ai1"
            .formatted(UUID.randomUUID());

    @Test
    void aRequestThatBeginsASecondAfterTheRemovalIsRefused() {
        // Given
        arm.send("PUT", component, "{'location':'eastus','kind':'web'}").statusCode(200);
        decisions.allow(principal, "Microsoft.Insights/components/query/read", component);
        ask().statusCode(200);
        // When
        decisions.revoke(principal);
        // Then a request that begins a second later is refused
        Awaitility.await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        ask().statusCode(403);
    }

    private ValidatableResponse ask() {
        String token =
                issuer.aad("https://api.applicationinsights.io", principal).sign();
        return service.given("api.applicationinsights")
                .header("Authorization", "Bearer " + token)
                .get("/v1" + component + "/query?query=requests")
                .then();
    }
}
