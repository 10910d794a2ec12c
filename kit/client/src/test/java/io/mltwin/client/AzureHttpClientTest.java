package io.mltwin.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that answers with what it was asked. */
class AzureHttpClientTest {
    private HttpServer server;
    private URI here;
    private HttpClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", AzureHttpClientTest::echo);
        server.start();
        here = URI.create("http://localhost:" + server.getAddress().getPort());
        client = new AzureHttpClient(java.net.http.HttpClient.newHttpClient(), here);
    }

    @Test
    void aProcessWithoutAPlatformHasThePlainClient() {
        HttpClient plain = new AzureHttpClientProvider().createInstance();

        try (HttpResponse answer = plain.sendSync(request(HttpMethod.GET, here + "/plain"), Context.NONE)) {
            assertThat(answer.getBodyAsBinaryData().toString()).startsWith("GET /plain 7");
        }
        assertThat(new AzureHttpClient(null, null)
                        .addressOf(URI.create("https://login.microsoftonline.com/common/discovery/instance?a=b")))
                .hasHost("login.microsoftonline.com");
        assertThat(HttpClient.createDefault().getClass()).isEqualTo(plain.getClass());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static void echo(HttpExchange exchange) throws IOException {
        byte[] asked = exchange.getRequestBody().readAllBytes();
        String text = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("x-ms-version") + " "
                + exchange.getRequestHeaders().getFirst("Content-length") + " "
                + new String(asked, StandardCharsets.UTF_8);
        byte[] answer = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("x-ms-request-id", "one");
        exchange.getResponseHeaders().add("x-ms-request-id", "two");
        exchange.sendResponseHeaders(418, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private HttpRequest request(HttpMethod method, String address) {
        return new HttpRequest(method, address).setHeader(HttpHeaderName.fromString("x-ms-version"), "7");
    }

    @Test
    void methodHeadersAndBodyArrive() {
        HttpRequest put = request(HttpMethod.PUT, here + "/a?b=c").setBody(BinaryData.fromString("käse"));

        try (HttpResponse answer = client.sendSync(put, Context.NONE)) {
            assertThat(answer.getStatusCode()).isEqualTo(418);
            assertThat(answer.getHeaders().getValues(HttpHeaderName.X_MS_REQUEST_ID))
                    .containsExactly("one", "two");
            assertThat(answer.getBodyAsString().block()).isEqualTo("PUT /a?b=c 7 5 käse");
        }
    }

    @Test
    void aRequestWithoutBodyIsSentLater() {
        try (HttpResponse answer =
                client.send(request(HttpMethod.DELETE, here + "/a")).block()) {
            assertThat(answer.getBodyAsBinaryData().toString()).startsWith("DELETE /a 7 ");
        }
    }

    @Test
    void anEmptyBodyIsNone() {
        HttpRequest post = request(HttpMethod.POST, here + "/a").setBody(BinaryData.fromBytes(new byte[0]));

        try (HttpResponse answer = client.sendSync(post, Context.NONE)) {
            assertThat(new String(answer.getBodyAsByteArray().block(), StandardCharsets.UTF_8))
                    .startsWith("POST /a 7 ");
        }
    }

    @Test
    void msalsQuestionToThePublicCloudIsAskedOfThePlatform() {
        String asked = "https://login.microsoftonline.com/common/discovery/instance?api-version=1.1&x=%2F";

        try (HttpResponse answer = client.sendSync(request(HttpMethod.GET, asked), Context.NONE)) {
            assertThat(answer.getBodyAsString().block())
                    .startsWith("GET /common/discovery/instance?api-version=1.1&x=%2F 7");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/common/oauth2/v2.0/token", "/common/discovery/instances"})
    void nothingElseOfThePublicCloudIsPlayed(String path) {
        AzureHttpClient nowhere = new AzureHttpClient(java.net.http.HttpClient.newHttpClient(), here);

        assertThat(nowhere.addressOf(URI.create("https://login.microsoftonline.com" + path)))
                .isEqualTo(URI.create("https://login.microsoftonline.com" + path));
    }
}
