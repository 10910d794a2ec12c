package io.mltwin.workspace.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.workspace.arm.ArmCaller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Providers that several register at once, as the first clusters of a subscription do. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RegistrationsResourceTest {

    private static final int AT_ONCE = 4;

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    private final String owner = UUID.randomUUID().toString();

    private String subscription() {
        return ArmCaller.of(service, issuer, decisions, owner, UUID.randomUUID().toString())
                .subscription();
    }

    private int post(String id, String operation) {
        return service.given("management")
                .header(
                        "Authorization",
                        "Bearer "
                                + issuer.aad("https://management.azure.com/", owner)
                                        .sign())
                .post(id + "/providers/Microsoft.Compute/" + operation + "?api-version=2022-10-01")
                .statusCode();
    }

    @Test
    void allOfThemAreAnswered() throws Exception {
        ExecutorService all = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (int round = 0; round < 5; round++) {
                String id = subscription();
                List<Callable<Integer>> calls = Collections.nCopies(AT_ONCE, () -> post(id, "register"));
                List<Integer> statuses = new ArrayList<>();
                for (Future<Integer> answer : all.invokeAll(calls)) {
                    statuses.add(answer.get());
                }
                assertThat(statuses).containsOnly(200);
                assertThat(post(id, "unregister")).isEqualTo(200);
                assertThat(post(id, "register")).isEqualTo(200);
            }
        } finally {
            all.shutdownNow();
        }
    }
}
