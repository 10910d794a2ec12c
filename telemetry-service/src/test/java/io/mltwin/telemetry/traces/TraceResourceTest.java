package io.mltwin.telemetry.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.google.protobuf.ByteString;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The platform's spans: taken from its services, shown to the administrator. */
@QuarkusTest
@QuarkusTestResource(
        value = PlatformTestResource.class,
        initArgs = {
            @ResourceArg(name = "mltwin.kafka.enabled", value = "false"),
            @ResourceArg(name = "mltwin.traces.kept", value = "20")
        })
class TraceResourceTest {

    private static final String PROTOBUF = "application/x-protobuf";
    private static final AtomicLong NUMBERS = new AtomicLong(1);

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    ServiceUnderTest service;

    private final String correlationId = UUID.randomUUID().toString();

    @Test
    void aTraceIsFoundByItsIdAndByItsCorrelationId() {
        String trace = newTrace();
        send(span(trace, 2, 1, "keyvault", 20), span(trace, 1, 0, "workspace", 10))
                .statusCode(200)
                .contentType(PROTOBUF);

        for (String id : List.of(trace, correlationId)) {
            get("/" + id)
                    .statusCode(200)
                    .body("spans.service", equalTo(List.of("workspace", "keyvault")))
                    .body("spans[0].kind", equalTo("SERVER"))
                    .body("spans[0].parentId", equalTo("0000000000000100"))
                    .body("spans[0].startNanos", equalTo(10))
                    .body("spans[0].attributes.'mltwin.token.kind'", equalTo("AAD"))
                    .body("spans[0].attributes.'http.response.status_code'", equalTo("200"));
        }
    }

    @Test
    void spansThatComeAgainAreThereOnce() {
        String trace = newTrace();
        send(span(trace, 1, 0, "compute", 10)).statusCode(200);
        send(span(trace, 1, 0, "compute", 10)).statusCode(200);

        get("/" + trace).body("spans", hasSize(1));
    }

    @Test
    void onlyTheLastTracesAreKept() {
        String first = newTrace();
        send(span(first, 1, 0, "compute", 10)).statusCode(200);
        for (int i = 0; i < 20; i++) {
            get("/" + first).statusCode(200);
            send(span(newTrace(), 1, 0, "compute", 10)).statusCode(200);
        }

        get("/" + first).statusCode(404).body("error.message", containsString("The last 20"));
        get("?last=100").statusCode(200).body("", hasSize(20));
    }

    @Test
    void theListBeginsWithTheNewest() {
        String older = newTrace();
        send(span(older, 1, 0, "compute", 10)).statusCode(200);
        String newer = newTrace();
        send(span(newer, 2, 1, "compute", 20), span(newer, 1, 0, "compute", 10)).statusCode(200);

        get("?last=2")
                .statusCode(200)
                .body("traceId", equalTo(List.of(newer, older)))
                .body("[0].spans", equalTo(2))
                .body("[0].correlationId", equalTo(correlationId));
    }

    @Test
    void spansComeFromThePlatformsServicesOnly() {
        String spans = "/v1/traces";
        post(service.given(), spans).statusCode(401);
        String user = UUID.randomUUID().toString();
        for (String token : List.of(
                issuer.aad("https://management.azure.com/", user).sign(),
                issuer.admin().sign(),
                issuer.service("compute", "keyvault").sign())) {
            post(bearer(token), spans).statusCode(401);
        }
        post(bearer(issuer.service("compute", "telemetry").sign()), spans).statusCode(200);
    }

    @Test
    void aServiceTokenIsNoAdministrators() {
        bearer(issuer.service("compute", "telemetry").sign())
                .get("/_mltwin/traces")
                .then()
                .statusCode(401);
        service.given().get("/_mltwin/traces").then().statusCode(401);
    }

    @Test
    void noVirtualHostTakesSpans() {
        service.given("api.applicationinsights")
                .header(
                        "Authorization",
                        "Bearer " + issuer.service("compute", "telemetry").sign())
                .contentType(PROTOBUF)
                .body(new byte[0])
                .post("/v1/traces")
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain"})
    void otherFormsAreRefused(String type) {
        bearer(issuer.service("compute", "telemetry").sign())
                .contentType(type)
                .body("{}".getBytes())
                .post("/v1/traces")
                .then()
                .statusCode(415);
    }

    @Test
    void bodyThatIsNoOtlpIsRefused() {
        String token = issuer.service("compute", "telemetry").sign();
        bearer(token)
                .contentType(PROTOBUF)
                .body("no protobuf at all".getBytes())
                .post("/v1/traces")
                .then()
                .statusCode(400);
        Span shortId = span(newTrace(), 1, 0, "x", 1).toBuilder()
                .setTraceId(ByteString.copyFromUtf8("short"))
                .build();
        send(shortId).statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "100000"})
    void theListHasALength(String last) {
        get("?last=" + last).statusCode(400);
    }

    private ValidatableResponse get(String rest) {
        return bearer(issuer.admin().sign()).get("/_mltwin/traces" + rest).then();
    }

    private RequestSpecification bearer(String token) {
        return service.given().header("Authorization", "Bearer " + token);
    }

    private static ValidatableResponse post(RequestSpecification request, String path) {
        return request.contentType(PROTOBUF).body(new byte[0]).post(path).then();
    }

    private ValidatableResponse send(Span... spans) {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        for (Span span : spans) {
            request.addResourceSpans(ResourceSpans.newBuilder()
                    .setResource(Resource.newBuilder().addAttributes(text("service.name", span.getName())))
                    .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)));
        }
        return bearer(issuer.service("compute", "telemetry").sign())
                .contentType(PROTOBUF)
                .body(request.build().toByteArray())
                .post("/v1/traces")
                .then();
    }

    private static String newTrace() {
        return String.format("%032x", NUMBERS.getAndIncrement());
    }

    private Span span(String trace, int id, int parent, String service, long start) {
        return Span.newBuilder()
                .setTraceId(bytes(trace))
                .setSpanId(bytes(String.format("%016x", id)))
                .setParentSpanId(bytes(String.format("%016x", parent == 0 ? 256 : parent)))
                .setName(service)
                .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                .setStartTimeUnixNano(start)
                .setEndTimeUnixNano(start + 5)
                .addAttributes(text("mltwin.token.kind", "AAD"))
                .addAttributes(text("mltwin.correlation_id", correlationId))
                .addAttributes(KeyValue.newBuilder()
                        .setKey("http.response.status_code")
                        .setValue(AnyValue.newBuilder().setIntValue(200)))
                .build();
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static ByteString bytes(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }

    @Test
    void theContentOfAnEmptyRequestIsNothing() {
        assertThat(OtlpReader.read(new byte[0])).isEmpty();
    }
}
