package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A relay that has ended is told by readiness and started again. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BackgroundWorkResourceTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String RELAY = "scoring-record-relay";

    @FromPlatform
    ServiceUnderTest service;

    @Test
    void aRelayThatHasEndedIsNotReadyAndIsStartedAgain() {
        Thread before = relay();
        // the first request of all takes its time
        service.given().get("/q/health/ready").then().statusCode(200);

        // its loop ends by it, as by an error
        before.interrupt();

        await().atMost(LONG)
                .untilAsserted(() -> service.given()
                        .get("/q/health/ready")
                        .then()
                        .statusCode(503)
                        .body(containsString(RELAY)));
        await().atMost(LONG)
                .untilAsserted(
                        () -> service.given().get("/q/health/ready").then().statusCode(200));
        assertThat(relay()).isNotSameAs(before);
    }

    private static Thread relay() {
        List<Thread> named = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(RELAY))
                .toList();
        assertThat(named).hasSize(1);
        return named.get(0);
    }
}
