package io.mltwin.keyvault;

import static io.mltwin.keyvault.VaultClient.AUDIENCE;
import static io.mltwin.keyvault.VaultClient.OFFICER;
import static io.mltwin.keyvault.VaultClient.policies;
import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.HeapSize;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.RawAnswer;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request names as its host, and how large its body may be. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RequestLimitsResourceTest {

    private static final String SECRET = "/secrets/s?api-version=7.4";
    private static final int MOST = 1 << 20;

    /** More than the service has threads. */
    private static final int STALLED = 60;

    private static String vault;

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    ServiceUnderTest service;

    private VaultClient vaults;

    @BeforeEach
    void aVault() {
        vaults = new VaultClient(service, issuer);
        if (vault == null) {
            vault = vaults.newVault(policies(OFFICER));
            vaults.set(vault, "s", "v");
        }
    }

    private Socket connect() throws IOException {
        URI server = service.uri("/");
        Socket socket =
                service.client().sslContext().getSocketFactory().createSocket(server.getHost(), server.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private String answer(String request) throws IOException {
        try (Socket socket = connect()) {
            send(socket, request);
            return RawAnswer.read(socket.getInputStream());
        }
    }

    private String put(String headers) {
        return "PUT "
                + SECRET
                + " HTTP/1.1\r\nHost: "
                + service.host(vault + ".vault")
                + "\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + headers
                + "\r\n\r\n";
    }

    private String token() {
        return "Authorization: Bearer " + issuer.aad(AUDIENCE, OFFICER).sign();
    }

    private static String value(int bytes) {
        return "{\"value\":\"" + "x".repeat(bytes - 12) + "\"}";
    }

    @Test
    void aDeclaredLengthIsRefusedUnread() throws IOException {
        assertThat(answer(put(token() + "\r\nContent-Length: " + (MOST + 1))))
                .startsWith("HTTP/1.1 413")
                .contains("{\"error\":{\"code\":\"RequestTooLarge\",\"message\":");
    }

    @Test
    void aTokenIsWantedBeforeABody() throws IOException {
        assertThat(answer(put("Content-Length: 300000000"))).startsWith("HTTP/1.1 401");
    }

    @Test
    void aBodyInChunksIsReadUpToTheLimit() throws IOException {
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";

        assertThat(answer(put(token() + "\r\nTransfer-Encoding: chunked") + chunk.repeat(40)))
                .startsWith("HTTP/1.1 413")
                .contains("RequestTooLarge");
    }

    @ParameterizedTest(name = "{0} bytes: {1}")
    @CsvSource({"25000, 200", "26000, 400", "1048576, 400", "1048577, 413"})
    void aBodyIsTakenWhole(int bytes, int status) throws IOException {
        assertThat(answer(put(token() + "\r\nContent-Length: " + bytes) + value(bytes)))
                .startsWith("HTTP/1.1 " + status);
    }

    @Test
    void clientThatWaitsForTheGoAheadIsGivenIt() throws IOException {
        String body = value(100);
        try (Socket socket = connect()) {
            send(socket, put(token() + "\r\nExpect: 100-continue\r\nContent-Length: " + body.length()));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            assertThat(new String(in.readNBytes(25), StandardCharsets.ISO_8859_1))
                    .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            send(socket, body);
            assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void requestsThatStallHoldNoThread() throws IOException {
        List<Socket> stalled = new ArrayList<>();
        try {
            for (int i = 0; i < STALLED; i++) {
                Socket socket = connect();
                stalled.add(socket);
                send(socket, put(token() + "\r\nContent-Length: 1000000") + "x".repeat(1000));
            }
            vaults.set(vault, "s", "meanwhile");
            vaults.get(vault, "/secrets/s").then().statusCode(200);
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }

    @Test
    void memoryIsBackAfterBodiesWithoutEnd() throws IOException {
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        String endless = put(token() + "\r\nTransfer-Encoding: chunked") + chunk.repeat(40);
        String deep = "[".repeat(MOST - 1);
        String bomb = put(token() + "\r\nContent-Length: " + deep.length()) + deep;
        String wide = "[" + "0,".repeat(MOST / 2 - 2) + "0]";
        String flood = put(token() + "\r\nContent-Length: " + wide.length()) + wide;
        HeapSize heap = new HeapSize();

        for (int i = 0; i < 20; i++) {
            assertThat(answer(endless)).startsWith("HTTP/1.1 413");
            assertThat(answer(bomb)).startsWith("HTTP/1.1 400");
            assertThat(answer(flood)).startsWith("HTTP/1.1 400");
            requestsThatStallHoldNoThread();
        }

        heap.requireBack();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example",
                "Host: localhost.:PORT",
                "Host: localhost:1",
                "Host: user@localhost:PORT",
                "Host: localhost:PORT@evil.example",
                "Host: kv.vault.BASE:PORT",
                "Host: kv.vault.BASE.:PORT",
                "Host: BASE:PORT",
                "Host: localhost:PORT\r\nHost: evil.example",
                "Host: evil.example\r\nX-Forwarded-Host: localhost:PORT",
                "Host: evil.example\r\nForwarded: host=localhost:PORT",
                "Host:",
                "X-Host: localhost"
            })
    void administrationIsAtTheServicesOwnNameAndPort(String host) throws IOException {
        String[] base = service.host("x").substring(2).split(":");
        String named = host.replace("BASE", base[0]).replace("PORT", base[1]);
        String administrator = "\r\nConnection: close\r\nAuthorization: Bearer "
                + issuer.admin().sign();

        String answer = answer("GET /_mltwin/clock HTTP/1.1\r\n" + named + administrator + "\r\n\r\n");

        assertThat(answer)
                .matches("(?s)HTTP/1.1 (400|401|404).*")
                .doesNotContain("evil.example")
                .doesNotContain("offsetSeconds");
        assertThat(answer("GET /_mltwin/clock HTTP/1.1\r\nHost: localhost:" + base[1] + administrator + "\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @CsvSource({"/q/openapi, 404", "/q/metrics, 404", "/q/health/live, 200"})
    void onlyHealthIsToldToAnybody(String path, int status) throws IOException {
        String port = service.host("x").split(":")[1];
        assertThat(answer("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status);
    }

    @Test
    void aLongPathIsRefused() throws IOException {
        assertThat(answer("GET /"
                        + "x".repeat(18_000)
                        + " HTTP/1.1\r\nHost: "
                        + service.host(vault + ".vault")
                        + "\r\n\r\n"))
                .matches("(?s)HTTP/1.[01] 414.*");
    }
}
