package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.scoring.BadCalls.BadCall;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bad calls to services of all four kinds: each gets its documented status, an error in Azure's
 * form without anything of the inside, and one record with the seven fields; and another service
 * answers meanwhile.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BadCallsResourceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AGENT = "bad-calls/1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<Integer> ENDS_THE_PROCESS = Set.of(408, 502, 504);
    private static final List<BadCall> CALLS = BadCalls.all();
    private static BadCallServices services;

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestCalls calls;

    private HttpClient client;

    /** The services stay as they are over all calls, which is what the test shows too. */
    @BeforeEach
    void services() {
        if (services == null) {
            services = new BadCallServices(service, issuer, decisions, calls);
        }
        client = service.client();
    }

    static Stream<Arguments> calls() {
        return IntStream.range(0, CALLS.size())
                .mapToObj(i -> Arguments.of(CALLS.get(i).toString(), i));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void calls(String name, int number) throws Exception {
        BadCall call = CALLS.get(number);
        // When
        HttpResponse<byte[]> answer = send(call);
        // Then
        assertThat(answer.statusCode()).as(text(answer.body())).isEqualTo(call.status());
        assertErrorBody(answer.body(), call.told());
        if (call.status() == 401) {
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        }
        assertRecorded(call.service(), call.method(), call.path(), answer.headers(), call.status());
        assertOthersAreServed();
        if (ENDS_THE_PROCESS.contains(call.status())) {
            awaitServed(call.service());
        }
    }

    @Test
    void theTableHasMoreThanAHundredAndTwentyCallsToAllFourKinds() {
        assertThat(CALLS).hasSizeGreaterThan(120);
        assertThat(CALLS.stream().map(call -> BadCallServices.computeType(call.service())))
                .contains("ACI", "AKS", "Managed", "Kubernetes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aci", "aks", "managed", "kubernetes"})
    void aBodyThatIsTooLargeIsRefusedBeforeItIsRead(String kind) throws Exception {
        // When
        Raw answer = raw(kind, 99_999_999_999L, new byte[0]);
        // Then
        assertThat(answer.status()).isEqualTo(413);
        assertErrorBody(answer.body(), "exceeds the maximum size");
        assertRecorded(kind, "POST", "/score", answer.headers(), 413);
        assertOthersAreServed();
    }

    @Test
    void aBodyThatDoesNotArriveIs408AndHoldsUpNobody() {
        // When
        List<CompletableFuture<Raw>> slow = Stream.of("aci", "aks", "managed", "kubernetes")
                .map(kind -> CompletableFuture.supplyAsync(() -> raw(kind, 100, new byte[] {'{'})))
                .toList();
        assertOthersAreServed();
        // Then
        for (int i = 0; i < slow.size(); i++) {
            Raw answer = slow.get(i).join();
            assertThat(answer.status()).isEqualTo(408);
            assertErrorBody(answer.body(), "did not arrive in time");
            assertRecorded(
                    List.of("aci", "aks", "managed", "kubernetes").get(i), "POST", "/score", answer.headers(), 408);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aci", "aks", "managed", "kubernetes"})
    void aScriptThatPrintsAGigabyteIsAnswered(String kind) throws Exception {
        CompletableFuture<HttpResponse<byte[]>> printing =
                client.sendAsync(request(own(kind, "{\"do\":\"print a gigabyte\"}")), BodyHandlers.ofByteArray());
        assertOthersAreServed();
        HttpResponse<byte[]> answer = printing.join();
        assertThat(answer.statusCode()).isIn(200, 504, 408);
        assertRecorded(kind, "POST", "/score", answer.headers(), answer.statusCode());
        assertOthersAreServed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aks", "managed", "kubernetes"})
    void tooManyRequestsAreToldWhenToComeAgain(String kind) {
        // Given
        HttpRequest request = request(own(kind, "{\"do\":\"wait\",\"seconds\":0.7}"));
        awaitServed(kind);
        // When
        List<HttpResponse<byte[]>> answers =
                IntStream.range(0, 8)
                        .mapToObj(i -> client.sendAsync(request, BodyHandlers.ofByteArray()))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();
        // Then
        int busy = kind.equals("aks") ? 503 : 429;
        assertThat(answers.stream().map(HttpResponse::statusCode))
                .contains(200, busy)
                .containsOnly(200, busy);
        for (HttpResponse<byte[]> answer : answers) {
            assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(answer.statusCode() == busy);
            assertRecorded(kind, "POST", "/score", answer.headers(), answer.statusCode());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none.inference",
                "none.eastus.inference",
                "managed.westus.inference",
                "aci.eastus.inference",
                "x.y.z.inference"
            })
    void anotherHostIsNoService(String label) throws Exception {
        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(service.uri("/score"))
                        .header("Host", service.host(label))
                        .header("Authorization", "Bearer " + services.own("managed"))
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertErrorBody(answer.body(), "");
        assertThat(SpooledRecords.of(requestId(answer.headers()))).isEmpty();
        assertOthersAreServed();
    }

    /** A service whose process has ended answers again once another runs. */
    private void awaitServed(String kind) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(send(own(kind, "{}")).statusCode())
                        .as("the service has recovered")
                        .isEqualTo(200));
    }

    private static BadCall own(String kind, String body) {
        return new BadCall(kind, "POST", "/score", "", "own", body, 200, "");
    }

    private HttpResponse<byte[]> send(BadCall call) throws Exception {
        return client.send(request(call), BodyHandlers.ofByteArray());
    }

    private HttpRequest request(BadCall call) {
        byte[] body = call.body().replace("\\xff\\xfe", "\u00ff\u00fe").getBytes(StandardCharsets.ISO_8859_1);
        HttpRequest.Builder request = HttpRequest.newBuilder(service.uri(call.path()))
                .header("Host", service.host(services.host(call.service())))
                .header("User-Agent", AGENT)
                .method(
                        call.method(),
                        call.method().equals("GET") || call.method().equals("DELETE")
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(body));
        if (!call.header().startsWith("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        if (!call.header().isEmpty()) {
            String[] pair = call.header().split(": ", 2);
            request.header(pair[0], pair[1]);
        }
        String authorization = services.authorization(call);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return request.build();
    }

    /** Azure's form, and nothing of a stack, a class or a file. */
    private static void assertErrorBody(byte[] body, String told) {
        String text = text(body);
        try {
            JsonNode error = JSON.readTree(body).path("error");
            assertThat(error.path("code").asText()).as(text).isNotEmpty();
            assertThat(error.path("message").asText()).as(text).isNotEmpty().contains(told);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
        assertThat(text).doesNotContain("Traceback", "File \\\"", "\\tat ", "io.mltwin", "java.", ".py");
    }

    private static void assertRecorded(String kind, String method, String path, HttpHeaders headers, int status) {
        String id = requestId(headers);
        await().atMost(PATIENCE).until(() -> !SpooledRecords.of(id).isEmpty());
        List<JsonNode> records = SpooledRecords.of(id);
        assertThat(records).hasSize(1);
        JsonNode record = records.get(0);
        assertThat(record.path("httpMethod").asText()).isEqualTo(method);
        assertThat(record.path("serviceName").asText()).isEqualTo(kind);
        assertThat(record.path("computeType").asText()).isEqualTo(BadCallServices.computeType(kind));
        assertThat(record.path("userAgent").asText()).isEqualTo(AGENT);
        assertThat(record.path("requestUrl").asText())
                .startsWith("https://")
                .contains(services.host(kind))
                .contains(path.split("\\?")[0]);
        assertThat(record.path("statusCode").asInt()).isEqualTo(status);
        assertThat(record.path("durationMillis").asDouble()).isPositive();
        assertThat(record.path("componentId").asText()).endsWith("/components/ai1");
    }

    private void assertOthersAreServed() {
        BadCall good = new BadCall("onnx", "POST", "/score", "", "none", ServedModel.INPUT, 200, "");
        try {
            assertThat(send(good).statusCode()).as("another service").isEqualTo(200);
        } catch (Exception e) {
            throw new AssertionError("another service does not answer", e);
        }
    }

    private static String requestId(HttpHeaders headers) {
        return headers.firstValue("x-ms-request-id").orElseThrow();
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private record Raw(int status, HttpHeaders headers, byte[] body) {}

    /** A POST that says how long its body is, and sends this of it. */
    private Raw raw(String kind, long length, byte[] sent) {
        String head = "POST /score HTTP/1.1\r\nHost: "
                + service.host(services.host(kind))
                + "\r\nUser-Agent: "
                + AGENT
                + "\r\nAuthorization: Bearer "
                + services.own(kind)
                + "\r\nContent-Type: application/json\r\nContent-Length: "
                + length
                + "\r\n\r\n";
        try (Socket socket = client.sslContext()
                .getSocketFactory()
                .createSocket("localhost", service.uri("/").getPort())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(sent);
            socket.getOutputStream().flush();
            StringBuilder answer = new StringBuilder();
            int end = -1;
            int whole = Integer.MAX_VALUE;
            while (answer.length() < whole) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    break;
                }
                answer.append((char) next);
                if (end < 0 && answer.indexOf("\r\n\r\n") >= 0) {
                    end = answer.length();
                    whole = end + contentLength(answer.toString());
                }
            }
            return parsed(answer.toString(), end);
        } catch (IOException e) {
            throw new AssertionError("no answer to a POST of " + length + " bytes", e);
        }
    }

    private static int contentLength(String head) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "content-length: ", 0, 16))
                .mapToInt(line -> Integer.parseInt(line.substring(16).strip()))
                .findFirst()
                .orElse(0);
    }

    private static Raw parsed(String answer, int end) {
        Map<String, List<String>> headers = new HashMap<>();
        answer.substring(0, end)
                .lines()
                .skip(1)
                .filter(line -> line.contains(": "))
                .map(line -> line.split(": ", 2))
                .forEach(pair -> headers.put(pair[0], List.of(pair[1])));
        return new Raw(
                Integer.parseInt(answer.split(" ", 3)[1]),
                HttpHeaders.of(headers, (name, value) -> true),
                answer.substring(end).getBytes(StandardCharsets.ISO_8859_1));
    }
}
