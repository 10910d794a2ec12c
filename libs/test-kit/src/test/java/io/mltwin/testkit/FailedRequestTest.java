package io.mltwin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import com.sun.net.httpserver.HttpServer;
import io.mltwin.testkit.ParsedJson.ParsedAnswer;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailedRequestTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private HttpServer server;

    /** Answers each request with its body. */
    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.getResponseHeaders().add("x-answered", "yes");
            exchange.sendResponseHeaders(201, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        // as Quarkus does before each test
        RestAssured.enableLoggingOfRequestAndResponseIfValidationFails();
    }

    @AfterEach
    void stop() {
        RestAssured.reset();
        server.stop(0);
    }

    private RequestSpecification given() {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return RestAssured.given()
                .spec(FailedRequest.printed(RestAssured.config(), out)
                        .setBaseUri("http://127.0.0.1")
                        .setPort(server.getAddress().getPort())
                        .setUrlEncodingEnabled(false)
                        .build())
                .header("Host", "kv1.vault.mltwin.localhost");
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static List<Consumer<Response>> failing() {
        return List.of(
                answer -> answer.then().statusCode(200),
                answer -> answer.then().statusCode(201).body("a", equalTo(2)),
                answer -> ParsedAnswer.of(answer).then().body("a", equalTo(2)),
                answer -> answer.then().header("x-answered", "no"),
                answer -> answer.then().contentType("text/plain"));
    }

    @ParameterizedTest
    @MethodSource("failing")
    void aFailurePrintsTheRequestAndItsAnswer(Consumer<Response> check) {
        Response answer = given().header("If-Match", "etag-1")
                .contentType("application/json")
                .body("{\"a\":1}")
                .put("/secrets/s%201?api-version=7.4");

        assertFails(() -> check.accept(answer));

        assertThat(printed())
                .containsSubsequence(
                        "PUT",
                        "/secrets/s%201?api-version=7.4",
                        "Host=kv1.vault.mltwin.localhost",
                        "If-Match=etag-1",
                        "\"a\": 1",
                        "HTTP/1.1 201",
                        "X-answered: yes",
                        "\"a\": 1");
    }

    @Test
    void anAnswerThatIsAsWantedPrintsNothing() {
        given().body("{\"a\":1}").put("/").then().statusCode(201).body("a", equalTo(1));

        assertThat(printed()).isEmpty();
    }

    @Test
    void bodiesFromOneMebibyteOnAreNamedByTheirSize() {
        byte[] body = "a".repeat(FailedRequest.LARGE).getBytes(StandardCharsets.UTF_8);
        Response answer = given().header("If-Match", "etag-1").body(body).put("/large");

        assertFails(() -> answer.then().statusCode(200));

        assertThat(printed())
                .containsSubsequence(
                        "PUT",
                        "/large",
                        "If-Match=etag-1",
                        "1048576 bytes",
                        "HTTP/1.1 201",
                        "X-answered: yes",
                        "1048576 bytes")
                .doesNotContain("aaaa");
    }

    private static void assertFails(ThrowingCallable check) {
        assertThatThrownBy(check).isInstanceOf(AssertionError.class);
    }
}
