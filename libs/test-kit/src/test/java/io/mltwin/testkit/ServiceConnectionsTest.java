package io.mltwin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.mltwin.local.layout.PlatformService;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceConnectionsTest {

    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

    private final Set<InetSocketAddress> callers = ConcurrentHashMap.newKeySet();
    private TestPlatform platform;
    private HttpsServer served;

    @BeforeEach
    void aService() throws IOException {
        platform = TestPlatform.around("telemetry");
        serve();
    }

    private void serve() throws IOException {
        served = HttpsServer.create(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(),
                        platform.trust().ports().of(PlatformService.TELEMETRY)),
                0);
        served.setHttpsConfigurator(new HttpsConfigurator(platform.trust().serverTls(PlatformService.TELEMETRY)));
        served.createContext("/", exchange -> {
            callers.add(exchange.getRemoteAddress());
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, BODY.length);
            exchange.getResponseBody().write(BODY);
            exchange.close();
        });
        served.start();
    }

    @AfterEach
    void end() throws IOException {
        served.stop(0);
        platform.close();
    }

    @Test
    void theNextRequestTakesTheConnectionOfTheOneBefore() {
        // When: nobody looks into the answer of the first ones
        platform.service().given().get("/a").then().statusCode(200);
        platform.service().given("kv1.vault").body("{}").put("/b").then().statusCode(200);
        platform.service().given().get("/c").then().statusCode(200).body("a", equalTo(1));

        // Then
        assertThat(callers).hasSize(1);
    }

    /** REST-assured's own notation has more than ours. */
    @Test
    void noPathIntoAnAnswerIsCompiledAsAScript() {
        ValidatableResponse answer = platform.service().given().get("/a").then();

        assertThatThrownBy(() -> answer.body("a + 1", equalTo(2))).hasMessageStartingWith("Invalid JSON path");
    }

    @Test
    void closedConnectionIsOpenedAgain() throws IOException {
        // Given
        platform.service().given().get("/a").then().statusCode(200);

        // When
        served.stop(0);
        serve();

        // Then
        platform.service().given().get("/b").then().statusCode(200);
        assertThat(callers).hasSize(2);
    }
}
