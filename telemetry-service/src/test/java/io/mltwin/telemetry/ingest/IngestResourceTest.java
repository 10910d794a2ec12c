package io.mltwin.telemetry.ingest;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Batches of telemetry: each item is judged by itself, and a batch is stored whole or not at all.
 */
@QuarkusTest
@QuarkusTestResource(
        value = PlatformTestResource.class,
        initArgs = {
            @ResourceArg(name = "mltwin.kafka.enabled", value = "false"),
            @ResourceArg(name = "mltwin.traces.kept", value = "20")
        })
class IngestResourceTest {

    private static final String QUERY = "Microsoft.Insights/components/query/read";

    @FromPlatform TestIssuer issuer;
    @FromPlatform TestDecisions decisions;
    @FromPlatform ServiceUnderTest service;

    private final String principal = UUID.randomUUID().toString();
    private final String group = "/subscriptions/" + UUID.randomUUID() + "/resourceGroups/rg1";
    private String first;
    private String second;

    @BeforeEach
    void twoComponents() {
        decisions.allow(principal, QUERY, group);
        first = component("ai1");
        second = component("ai2");
    }

    private String component(String name) {
        return new AssertedArm(service, issuer, principal)
                .send("PUT", id(name), "{'location':'eastus'}")
                .statusCode(200)
                .extract()
                .path("properties.InstrumentationKey");
    }

    private String id(String name) {
        return group + "/providers/Microsoft.Insights/components/" + name;
    }

    private static String item(String key, String type) {
        return ("{'iKey':'" + key + "','data':{'baseType':'" + type + "','baseData':{'id':'r'}}}\n")
                .replace('\'', '"');
    }

    private ValidatableResponse track(String body) {
        return service.given("dc.applicationinsights")
                .contentType("application/x-json-stream")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/v2/track")
                .then();
    }

    private void requireRequests(String component, int count) {
        service.given("api.applicationinsights")
                .header(
                        "Authorization",
                        "Bearer "
                                + issuer.aad("https://api.applicationinsights.io", principal)
                                        .sign())
                .get("/v1" + id(component) + "/query?query=requests")
                .then()
                .statusCode(200)
                .body("tables[0].rows", hasSize(count));
    }

    @Test
    void theItemsOfABatchGoToTheComponentsOfTheirKeys() {
        // When
        track(
                        item(first, "RequestData")
                                + item(UUID.randomUUID().toString(), "RequestData")
                                + item(second, "RequestData")
                                + item("none", "RequestData")
                                + item(first, "EventData")
                                + item(first, "RequestData"))
                .statusCode(206)
                .body("itemsReceived", equalTo(6))
                .body("itemsAccepted", equalTo(3))
                .body("errors.index", equalTo(List.of(1, 3, 4)))
                .body("errors.statusCode", equalTo(List.of(400, 400, 501)));

        // Then
        requireRequests("ai1", 2);
        requireRequests("ai2", 1);
    }

    @Test
    void aMalformedBatchLeavesNothing() {
        // When
        track(item(first, "RequestData") + item(first, "RequestData") + "{").statusCode(400);

        // Then
        requireRequests("ai1", 0);
    }

    @Test
    void aRowIsShownForTheDaysOfTheComponentsRetention() {
        // Given
        String old =
                item(first, "RequestData")
                        .replace("{\"iKey\"", "{\"time\":\"" + daysAgo(40) + "\",\"iKey\"");
        track(old + item(first, "RequestData")).statusCode(200);
        requireRequests("ai1", 2);

        // When
        new AssertedArm(service, issuer, principal)
                .send("PUT", id("ai1"), "{'location':'eastus','properties':{'RetentionInDays':30}}")
                .statusCode(200);

        // Then
        requireRequests("ai1", 1);
    }

    private static Instant daysAgo(int days) {
        return Instant.now().minus(Duration.ofDays(days));
    }
}
