package io.mltwin.telemetry.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.mltwin.events.ScoringRequest;
import io.mltwin.telemetry.kafka.TopicListener.Rejected;
import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Requests to web services: a row in the workspace's component, a copy in Microsoft's store. */
@QuarkusTest
@QuarkusTestResource(
        value = PlatformTestResource.class,
        initArgs = {
            @ResourceArg(name = "mltwin.kafka.enabled", value = "false"),
            @ResourceArg(name = "mltwin.traces.kept", value = "20")
        })
class ScoringRequestResourceTest {

    private static final String QUERY = "Microsoft.Insights/components/query/read";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    @Inject
    ScoringRequestService requests;

    private final String principal = UUID.randomUUID().toString();
    private final String group = "/subscriptions/" + UUID.randomUUID() + "/resourceGroups/rg1";
    private final String component = group + "/providers/Microsoft.Insights/components/ai1";

    private ScoringRequest request(String component, boolean highBusinessImpact) {
        return new ScoringRequest(
                UUID.randomUUID().toString(),
                1,
                Instant.now(),
                group + "/providers/Microsoft.MachineLearningServices/workspaces/ws1",
                component,
                highBusinessImpact,
                "svc",
                "POST",
                "curl/8.0",
                "ACI",
                "https://eastus.models/api/v1/service/svc/score",
                200,
                "r1",
                12.5,
                null,
                1);
    }

    @Test
    void aBatchIsStoredOnceAndWhatHasNoComponentIsRejected() {
        // Given
        decisions.allow(principal, QUERY, component);
        new AssertedArm(service, issuer, principal)
                .send("PUT", component, "{'location':'eastus'}")
                .statusCode(200);
        ScoringRequest stored = request(component, false);
        ScoringRequest secret = request(component, true);
        ScoringRequest homeless = request(component + "0", false);
        ScoringRequest unbound = request(null, false);
        List<ScoringRequest> batch = List.of(stored, homeless, secret, unbound);

        // When
        List<Rejected> rejected = requests.store(batch);
        requests.store(batch);

        // Then
        assertThat(rejected).extracting(Rejected::index).containsExactly(1);
        service.given("api.applicationinsights")
                .header(
                        "Authorization",
                        "Bearer "
                                + issuer.aad("https://api.applicationinsights.io", principal)
                                        .sign())
                .get("/v1" + component + "/query?query=requests")
                .then()
                .statusCode(200)
                .body("tables[0].rows", hasSize(2));
        service.given()
                .header("Authorization", "Bearer " + issuer.admin().sign())
                .get("/_mltwin/diagnostics")
                .then()
                .statusCode(200)
                .body("eventId", hasItems(stored.eventId(), homeless.eventId(), unbound.eventId()))
                .body("eventId", not(hasItems(secret.eventId())));
    }
}
