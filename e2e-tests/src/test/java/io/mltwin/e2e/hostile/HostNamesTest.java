package io.mltwin.e2e.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.e2e.platform.RawConnection;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.PrematureCloseException;

/**
 * A service's administration is at the service's own address alone, whatever a request says of its
 * host, and no answer repeats a host that is not ours.
 */
class HostNamesTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String EVIL = "evil.example";

    /** The labels under which the services play Azure's hosts. */
    private static final List<String> LABELS = List.of(
            "login",
            "graph",
            "management",
            "kv.vault",
            "account.blob.core",
            "account.file.core",
            "eastus.api",
            "eastus.models",
            "registry.azurecr",
            "label.inference",
            "api.applicationinsights",
            "nobody");

    private static List<String> hosts(int port) {
        String base = PLATFORM.platform().settings().base();
        List<String> hosts = new ArrayList<>();
        for (String label : LABELS) {
            hosts.add(label + "." + base + ":" + port);
            hosts.add(label + "." + base + ".:" + port);
            hosts.add(label + "." + base + ".");
        }
        hosts.addAll(List.of(
                base + ":" + port,
                EVIL,
                EVIL + ":" + port,
                "localhost." + EVIL + ":" + port,
                "localhost.:" + port,
                "localhost:1",
                "localhost:0" + port,
                "localhost:" + port + "0",
                "localhost:99999",
                "user@localhost:" + port,
                "localhost:" + port + "@" + EVIL,
                EVIL + ":x@localhost",
                "localhost:" + port + ", " + EVIL,
                "localhost/:" + port,
                "127.1:" + port,
                "0x7f000001:" + port,
                "2130706433",
                ""));
        return hosts;
    }

    @ParameterizedTest
    @EnumSource(PlatformService.class)
    void administrationIsAtTheServicesOwnAddressAlone(PlatformService service) throws IOException {
        int port = PLATFORM.port(service);
        String authorization = "Authorization: Bearer " + PLATFORM.tokens().administrator();
        List<String> requests = new ArrayList<>();
        for (String host : hosts(port)) {
            requests.add("GET /_mltwin/calls HTTP/1.1\r\nHost: " + host);
        }
        String own = "localhost:" + port;
        for (String header : List.of(
                "X-Forwarded-Host: " + own,
                "X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Proto: https",
                "Forwarded: host=\"" + own + "\";for=127.0.0.1",
                "X-Original-Host: " + own,
                "X-Host: " + own,
                "Host: " + own)) {
            requests.add("GET /_mltwin/calls HTTP/1.1\r\nHost: " + EVIL + "\r\n" + header);
        }
        requests.add("GET /_mltwin/calls HTTP/1.1\r\nHost: " + own + "\r\nHost: " + EVIL);
        requests.add("GET /_mltwin/calls HTTP/1.1");
        requests.add("GET /_mltwin/calls HTTP/1.0");
        for (String target : List.of("https://" + own, "https://" + EVIL, "http://" + own, "//" + own, EVIL)) {
            requests.add("GET " + target + "/_mltwin/calls HTTP/1.1\r\nHost: " + EVIL);
            requests.add("GET " + target + "/_mltwin/calls HTTP/1.1\r\nHost: " + own);
        }

        for (String request : requests) {
            String answer = answer(port, request + "\r\n" + authorization);

            assertThat(answer).as(request).matches("(?s)HTTP/1\\.[01] (400|401|404).*");
            assertThat(answer).as(request).doesNotContain(EVIL).doesNotContain("\"service\"");
        }
        assertThat(answer(port, "GET /_mltwin/clock HTTP/1.1\r\nHost: " + own + "\r\n" + authorization))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @EnumSource(PlatformService.class)
    void anAuthorityOfHttp2IsJudgedAlike(PlatformService service) throws Exception {
        int port = PLATFORM.port(service);
        String administrator = PLATFORM.tokens().administrator();

        for (String host : List.of(EVIL, EVIL + ":" + port, "management." + EVIL, "localhost:1")) {
            assertThat(http2(port, host, "/_mltwin/calls", administrator))
                    .as(host)
                    .isIn(400, 401, 404);
        }
        assertThat(http2(port, "localhost:" + port, "/_mltwin/clock", administrator))
                .isEqualTo(200);
        // larger than the headers of HTTP/2 may be: the connection itself ends
        assertThatThrownBy(() -> http2(port, "localhost:" + port, "/" + "x".repeat(36_000), administrator))
                .hasCauseInstanceOf(PrematureCloseException.class);
        assertThat(http2(port, "localhost:" + port, "/_mltwin/clock", administrator))
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(PlatformService.class)
    void noAnswerRepeatsAHostThatIsNotOurs(PlatformService service) throws IOException {
        int port = PLATFORM.port(service);
        for (String path : List.of(
                "/",
                "/v2/",
                "/v2/registry/repository/tags/list",
                "/common/v2.0/.well-known/openid-configuration",
                "/common/oauth2/v2.0/authorize?client_id=x",
                "/metadata/endpoints?api-version=2015-01-01",
                "/subscriptions?api-version=2020-01-01",
                "/secrets?api-version=7.4",
                "/modelmanagement/v1.0/x",
                "/q/health")) {
            for (String host : List.of(EVIL, EVIL + ":" + port, "localhost." + EVIL)) {
                String answer = answer(port, "GET " + path + " HTTP/1.1\r\nHost: " + host);

                assertThat(answer).as(host + path).startsWith("HTTP/1.1 404").doesNotContain(EVIL);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(PlatformService.class)
    void onlyHealthIsToldToAnybody(PlatformService service) throws IOException {
        int port = PLATFORM.port(service);
        String head = " HTTP/1.1\r\nHost: localhost:" + port;
        String administrator = "\r\nAuthorization: Bearer " + PLATFORM.tokens().administrator();

        assertThat(answer(port, "GET /q/health/live" + head)).startsWith("HTTP/1.1 200");
        for (String path : List.of("/q/openapi", "/q/metrics", "/q/openapi?format=json")) {
            assertThat(answer(port, "GET " + path + head)).as(path).startsWith("HTTP/1.1 404");
            assertThat(answer(port, "GET " + path + head + administrator))
                    .as(path)
                    .startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void aProxysHeadersNameNobody() throws IOException {
        Map<String, String> headers =
                Map.of("X-Forwarded-Host", EVIL, "X-Forwarded-Port", "1", "X-Forwarded-Prefix", "/e");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            int port = PLATFORM.port(PlatformService.IDENTITY);
            String answer = answer(
                    port,
                    "GET /common/v2.0/.well-known/openid-configuration HTTP/1.1\r\nHost: localhost:"
                            + port
                            + "\r\n"
                            + header.getKey()
                            + ": "
                            + header.getValue());
            assertThat(answer)
                    .startsWith("HTTP/1.1 200")
                    .contains("https://localhost:" + port)
                    .doesNotContain(EVIL);
        }
    }

    private static String answer(int port, String head) throws IOException {
        try (RawConnection connection = RawConnection.open(port)) {
            return connection.send(head + "\r\nConnection: close\r\n\r\n").rest();
        }
    }

    private static int http2(int port, String authority, String path, String token) throws Exception {
        io.netty.handler.ssl.SslContext trust = io.netty.handler.ssl.SslContextBuilder.forClient()
                .trustManager(PLATFORM.platform().folder().caCertificate().toFile())
                .applicationProtocolConfig(new io.netty.handler.ssl.ApplicationProtocolConfig(
                        io.netty.handler.ssl.ApplicationProtocolConfig.Protocol.ALPN,
                        io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        "h2"))
                .build();
        Integer status = HttpClient.create()
                .protocol(HttpProtocol.H2)
                .secure(spec -> spec.sslContext(trust))
                .headers(headers -> headers.set("Host", authority).set("Authorization", "Bearer " + token))
                .get()
                .uri("https://localhost:" + port + path)
                .response()
                .map(response -> response.status().code())
                .block();
        return status == null ? 0 : status;
    }
}
