package io.mltwin.scoring;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
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

    @Test
    void aRequestThatBeginsASecondAfterTheRemovalIsRefused() {
        // Given
        WorkspacePeers peers = new WorkspacePeers("ws-revoked", "revokedregistry");
        peers.program(calls);
        ScoringRequests requests = new ScoringRequests(service, issuer, peers);
        decisions.allow(principal, "Microsoft.MachineLearningServices/workspaces/models/read", peers.workspace());
        requests.as(principal, "GET", "/models", null).statusCode(200);
        // When
        decisions.revoke(principal);
        // Then a request that begins a second later is refused
        Awaitility.await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        requests.as(principal, "GET", "/models", null).statusCode(403);
    }
}
