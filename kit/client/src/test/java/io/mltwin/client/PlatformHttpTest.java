package io.mltwin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server whose answers a test gives in turn. */
class PlatformHttpTest {
    private final PlatformHttp http = new PlatformHttp(HttpClient.newHttpClient());
    private final Deque<String> answers = new ArrayDeque<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private URI here;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        here = URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String[] statusAndBody = answers.remove().split(" ", 2);
        if (statusAndBody[0].equals("201")) {
            exchange.getResponseHeaders().add("Azure-AsyncOperation", here + "/operation");
        }
        byte[] body = statusAndBody[1].getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(Integer.parseInt(statusAndBody[0]), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void aFormIsAnsweredWithAToken() {
        answers.add("200 {\"access_token\":\"abc\"}");

        assertThat(http.token(here.resolve("/t"), Map.of("client_secret", "a&b=c ö")))
                .isEqualTo("abc");
        assertThat(asked).containsExactly("POST /t null client_secret=a%26b%3Dc+%C3%B6");
    }

    @Test
    void anOperationIsFollowedToItsEnd() {
        answers.addAll(List.of(
                "201 {\"new\":true}",
                "200 {\"status\":\"InProgress\"}",
                "200 {\"status\":\"Succeeded\"}",
                "200 {\"id\":\"made\"}"));

        assertThat(http.put(here.resolve("/r"), "me", Map.of("a", "b")).at("id").text())
                .isEqualTo("made");
        assertThat(asked)
                .containsExactly(
                        "PUT /r Bearer me {\"a\":\"b\"}",
                        "GET /operation Bearer me ",
                        "GET /operation Bearer me ",
                        "GET /r Bearer me ");
    }

    @Test
    void anOperationThatFailsIsTold() {
        answers.addAll(List.of("201 {}", "200 {\"status\":\"Failed\",\"error\":{\"message\":\"No quota.\"}}"));

        assertThatThrownBy(() -> http.put(here.resolve("/r"), "me", Map.of()))
                .isInstanceOf(MltwinException.class)
                .hasMessageEndingWith("ended as Failed: No quota.");
    }

    @Test
    void aRefusalIsToldWithItsBodyAndWithoutToken() {
        answers.add("403 {\"error\":{\"code\":\"AuthorizationFailed\"}}");

        assertThatThrownBy(() -> http.get(here.resolve("/r"), "secret-token"))
                .isInstanceOf(MltwinException.class)
                .hasMessageContaining("/r GET was answered 403: {\"error\":{\"code\":\"AuthorizationFailed\"}}")
                .hasMessageNotContaining("secret-token");
    }

    @Test
    void aDeletionOfAMissingResourceSucceeds() {
        answers.addAll(List.of("200 {}", "404 {\"error\":{}}", "403 {\"error\":{}}"));

        http.delete(here.resolve("/f"), "me");
        http.delete(here.resolve("/f"), "me");
        assertThatThrownBy(() -> http.delete(here.resolve("/f"), "me"))
                .isInstanceOf(MltwinException.class)
                .hasMessageContaining("was answered 403");
        assertThat(asked).hasSize(3).containsOnly("DELETE /f Bearer me ");
    }

    @Test
    void anAnswerThatIsNoJsonIsRefused() {
        answers.add("200 <html>");

        assertThatThrownBy(() -> http.get(here.resolve("/r"), "me"))
                .isInstanceOf(MltwinException.class)
                .hasMessageEndingWith("was answered with what is no JSON.");
    }

    @Test
    void aPlatformThatIsGoneIsToldSo() {
        server.stop(0);

        assertThatThrownBy(() -> http.get(here.resolve("/r"), "me"))
                .isInstanceOf(MltwinException.class)
                .hasMessage("No platform answers at " + here + "/r: is it still running ('./mltwin status')?");
    }

    @Test
    void aNameThatDoesNotResolveIsToldWithWhatToDo() {
        assertThatThrownBy(() -> http.get(URI.create("https://login.nowhere.invalid:8441/r"), "me"))
                .isInstanceOf(MltwinException.class)
                .hasMessageStartingWith("The name login.nowhere.invalid does not resolve: use JDK 18 or newer");
    }
}
