package io.mltwin.workspace.arm;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A role that was taken away is gone a second later; no Kafka runs beside this test. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RevokedRoleResourceTest {

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    private final String principal = UUID.randomUUID().toString();
    private ArmCaller arm;

    @Test
    void aRequestThatBeginsASecondAfterTheRemovalIsRefused() {
        // Given
        arm = ArmCaller.ofNewSubscription(service, issuer, decisions);
        decisions.allow(principal, "Microsoft.Resources/subscriptions/read", arm.subscription());
        ask().statusCode(200);
        // When
        decisions.revoke(principal);
        // Then a request that begins a second later is refused
        Awaitility.await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        ask().statusCode(403);
    }

    private ValidatableResponse ask() {
        return arm.as(principal).get(arm.subscription() + ArmCaller.VERSION).then();
    }
}
