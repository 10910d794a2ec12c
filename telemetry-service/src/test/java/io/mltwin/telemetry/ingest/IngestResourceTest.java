package io.mltwin.telemetry.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;

import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.HeapSize;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

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
        return ("{'iKey':'" + key + "','data':{'baseType':'" + type + "','baseData':{'id':'r'}}}\n").replace('\'', '"');
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
        track(item(first, "RequestData")
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
        String old = item(first, "RequestData").replace("{\"iKey\"", "{\"time\":\"" + daysAgo(40) + "\",\"iKey\"");
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

    private static String trace(String key, String data) {
        return ("{'iKey':'"
                        + key
                        + "','tags':{'ai.operation.id':'"
                        + "o".repeat(200)
                        + "'},'data':{'baseType':'MessageData','baseData':{"
                        + data
                        + "}}}\n")
                .replace('\'', '"');
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "RequestData|id|id|128",
                "RequestData|source|source|1024",
                "RequestData|name|name|1024",
                "RequestData|url|url|2048",
                "RequestData|responseCode|resultCode|1024",
                "MessageData|message|message|32768"
            })
    void aFieldIsCutAtItsLength(String type, String field, String column, int longest) {
        // When
        track(("{'iKey':'"
                                + first
                                + "','data':{'baseType':'"
                                + type
                                + "','baseData':{'"
                                + field
                                + "':'"
                                + "x".repeat(longest + 1)
                                + "','properties':{'"
                                + "k".repeat(151)
                                + "':'"
                                + "v".repeat(8_193)
                                + "'}}}}")
                        .replace('\'', '"'))
                .statusCode(200);

        // Then
        query(
                        principal,
                        (type.equals("RequestData") ? "requests" : "traces")
                                + " | project strlen("
                                + column
                                + "), strlen(tostring(customDimensions."
                                + "k".repeat(150)
                                + "))")
                .then()
                .statusCode(200)
                .body("tables[0].rows", equalTo(List.of(List.of(longest, 8_192))));
    }

    @Test
    void anItemHasAtMost64KilobytesAndOthersOfItsBatchAreTaken() {
        // When
        track(item(first, "RequestData")
                        + trace(first, "'message':'" + "x".repeat(100_000) + "'")
                        + item(first, "RequestData"))
                .statusCode(206)
                .body("itemsAccepted", equalTo(2))
                .body("errors.index", equalTo(List.of(1)))
                .body("errors[0].message", equalTo("Telemetry item length must not exceed 65536"));
        track(trace(first, "'message':'" + "x".repeat(1 << 20) + "'")).statusCode(400);

        // Then
        requireRequests("ai1", 2);
    }

    private Response query(String caller, String query) {
        return service.given("api.applicationinsights")
                .header(
                        "Authorization",
                        "Bearer "
                                + issuer.aad("https://api.applicationinsights.io", caller)
                                        .sign())
                .contentType("application/json")
                .body("{\"query\":\"" + query + "\"}")
                .post("/v1" + id("ai1") + "/query");
    }

    /** Each query of such a component is answered, and not more than five at a time; then the heap is back within a tenth. */
    @Test
    void manyLargeMessagesKeepNobodyOut() {
        // Given
        HeapSize heap = new HeapSize();
        String other = UUID.randomUUID().toString();
        decisions.allow(other, QUERY, group);
        String large = trace(first, "'message':'" + "x".repeat(32_768) + "'");
        for (int i = 0; i < 10; i++) {
            track(large.repeat(100)).statusCode(200);
        }
        // When, Then
        query(principal, "traces | count").then().statusCode(200).body("tables[0].rows[0][0]", equalTo(1_000));
        query(principal, "traces")
                .then()
                .statusCode(200)
                .body("error.code", equalTo("PartialError"))
                .body("tables[0].rows.size()", greaterThan(100));
        query(principal, "traces | sort by message")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("BadArgumentError"))
                .body("error.message", containsString("E_RUNAWAY_QUERY"));
        List<CompletableFuture<Response>> many = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> query(principal, "traces | count"), task -> new Thread(task).start()))
                .toList();
        query(other, "traces | take 1").then().statusCode(200);
        List<Response> answers = many.stream().map(CompletableFuture::join).toList();
        assertThat(answers).extracting(Response::statusCode).contains(200, 429).containsOnly(200, 429);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 429)
                .allMatch(answer -> answer.header("Retry-After").equals("5"));
        query(principal, "traces | count").then().statusCode(200);
        heap.requireBack();
    }

    /** 100 000 keys of no component leave nothing in memory. */
    @Test
    void manyKeysAreForgotten() {
        // Given
        track(item(first, "RequestData")).statusCode(200);
        HeapSize heap = new HeapSize();
        // When
        for (int i = 0; i < 50; i++) {
            track(Stream.generate(() -> item(UUID.randomUUID().toString(), "RequestData"))
                            .limit(2_000)
                            .collect(Collectors.joining()))
                    .statusCode(400);
        }
        // Then
        heap.requireBack();
        requireRequests("ai1", 1);
    }

    /** Batches of more than a megabyte, bodies that are no JSON, and questions of many letters are refused and forgotten. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"batch", "item", "question"})
    void largeRequestsAreForgotten(String kind) {
        // Given
        requireRequests("ai1", 0);
        HeapSize heap = new HeapSize();
        String large = "x".repeat(4 << 20);
        // When
        for (int i = 0; i < 30; i++) {
            int status = kind.equals("question")
                    ? query(principal, "requests | where name == '" + large + "'")
                            .statusCode()
                    : track(kind.equals("item") ? trace(first, "'message':'" + large + "'") : large)
                            .extract()
                            .statusCode();
            assertThat(status).isBetween(400, 413);
        }
        // Then
        heap.requireBack();
        requireRequests("ai1", 0);
    }
}
