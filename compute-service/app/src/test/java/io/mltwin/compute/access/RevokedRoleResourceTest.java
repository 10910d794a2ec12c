package io.mltwin.compute.access;

import io.mltwin.compute.TestWorkspace;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A request a second after its role was removed is refused, although no Kafka runs here. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RevokedRoleResourceTest {

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestCalls calls;

    private final String principal = UUID.randomUUID().toString();
    private TestWorkspace workspace;

    @Test
    void aRequestThatBeginsASecondAfterTheRemovalIsRefused() {
        // Given
        workspace = new TestWorkspace(calls);
        decisions.allow(
                principal, "Microsoft.MachineLearningServices/workspaces/experiments/runs/read", workspace.id());
        ask().statusCode(200);
        // When
        decisions.revoke(principal);
        // Then a request that begins a second later is refused
        Awaitility.await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        ask().statusCode(403);
    }

    private ValidatableResponse ask() {
        String token = issuer.aad("https://management.azure.com", principal).sign();
        return service.given()
                .header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body("{}")
                .post("/history/v1.0" + workspace.id() + "/runs:query")
                .then();
    }
}
