package io.mltwin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.node.calls.ComputeServiceClient;
import io.mltwin.node.calls.NodeHttp;
import io.mltwin.node.identity.IdentityEndpoint;
import io.mltwin.node.identity.IdentityFlavour;
import io.mltwin.node.settings.NodeSettings;
import io.mltwin.node.settings.PythonSettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IdentityEndpointTest {

    private static final String VAULT = "resource=https%3A%2F%2Fvault.azure.net";

    @TempDir
    Path folder;

    private FakePlatform platform;
    private IdentityEndpoint endpoint;

    @BeforeEach
    void start() throws Exception {
        platform = new FakePlatform();
        endpoint = endpoint();
    }

    private IdentityEndpoint endpoint() throws Exception {
        return endpoint((caller, called) -> true);
    }

    private IdentityEndpoint endpoint(BiPredicate<SocketAddress, SocketAddress> admits) throws Exception {
        NodeSettings settings = new NodeSettings(
                "node1",
                FakePlatform.NODE_SECRET,
                URI.create(platform.url()),
                folder,
                platform.certificate(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                List.of(),
                List.of(),
                new PythonSettings(folder.resolve("environments"), null),
                io.mltwin.sandbox.SandboxLimits.DEFAULT,
                null,
                List.of(URI.create(platform.url()).getPort()));
        return new IdentityEndpoint(
                new ServerSocket(0, 64, InetAddress.getLoopbackAddress()),
                new ComputeServiceClient(new NodeHttp(platform.certificate()), settings),
                new SecureRandom(),
                admits);
    }

    @AfterEach
    void stop() {
        endpoint.close();
        platform.close();
    }

    @ParameterizedTest
    @CsvSource({"2019-08-01, X-IDENTITY-HEADER", "2017-09-01, secret"})
    void aScriptGetsATokenForTheResourceItAsksFor(String version, String header) throws Exception {
        HttpResponse<String> answer = call("GET", query(version, VAULT), header, endpoint.secret());

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode token = NodeHttp.JSON.readTree(answer.body());
        assertThat(token.get("access_token").asText()).isEqualTo("a-token-for-https://vault.azure.net");
        assertThat(token.get("expires_on").asText()).isEqualTo("1893456000");
        assertThat(token.get("client_id").asText()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "2019-08-01, X-IDENTITY-HEADER, wrong, 401",
                "2019-08-01, X-IDENTITY-HEADER, '', 401",
                "2019-08-01, none, none, 401",
                "2019-08-01, secret, right, 401",
                "2017-09-01, secret, wrong, 401",
                "2017-09-01, none, none, 401",
                "2017-09-01, X-IDENTITY-HEADER, right, 401",
                "2018-02-01, Metadata, true, 400",
                "none, secret, right, 400"
            })
    void onlyWhoKnowsTheSecretOfTheRunGetsOne(String version, String header, String value, int status)
            throws Exception {
        String secret = "right".equals(value) ? endpoint.secret() : value;

        assertThat(call("GET", query(version, VAULT), header, secret).statusCode())
                .isEqualTo(status);
        assertThat(platform.questions).isEmpty();
    }

    @Test
    void theSecretOfAnotherRunIsNone() throws Exception {
        try (IdentityEndpoint other = endpoint()) {
            assertThat(other.secret()).isNotEqualTo(endpoint.secret()).hasSize(48);
            assertThat(call("GET", query("2017-09-01", VAULT), "secret", other.secret()))
                    .extracting(HttpResponse::statusCode)
                    .isEqualTo(401);
        }
    }

    @Test
    void withTheRunItsSecretDies() {
        String secret = endpoint.secret();

        endpoint.close();

        assertThatThrownBy(() -> call("GET", query("2017-09-01", VAULT), "secret", secret))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void itListensOnLoopbackOnly() {
        assertThat(endpoint.url()).startsWith("http://127.0.0.1:");
    }

    @ParameterizedTest
    @CsvSource({
        "2019-08-01, client_id=c1, resource=r&client_id=c1",
        "2019-08-01, object_id=o1, resource=r&object_id=o1",
        "2019-08-01, principal_id=o1, resource=r&object_id=o1",
        "2019-08-01, mi_res_id=%2Fsubscriptions%2Fs, resource=r&mi_res_id=/subscriptions/s",
        "2019-08-01, clientid=c1, resource=r",
        "2017-09-01, clientid=c1, resource=r&client_id=c1",
        "2017-09-01, client_id=c1, resource=r"
    })
    void identitiesAreChosenInTheFlavoursOwnWay(String version, String given, String asked) throws Exception {
        IdentityFlavour flavour = IdentityFlavour.of(version);

        call("GET", query(version, "resource=r&" + given), flavour.header(), endpoint.secret());

        assertThat(platform.questions).containsExactly(asked);
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownIdentityIsRefusedInOAuthsForm(IdentityFlavour flavour) throws Exception {
        String version = flavour == IdentityFlavour.APP_SERVICE ? "2019-08-01" : "2017-09-01";

        HttpResponse<String> answer = call(
                "GET",
                query(version, VAULT + "&client_id=unknown&clientid=unknown"),
                flavour.header(),
                endpoint.secret());

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode error = NodeHttp.JSON.readTree(answer.body());
        assertThat(error.get("error").asText()).isEqualTo("invalid_request");
        assertThat(error.get("error_description").asText()).isEqualTo("Identity not found");
    }

    /** Connections that send nothing, or half a request, wait for no answer of others. */
    @ParameterizedTest
    @CsvSource({"6, ''", "6, G", "6, GET /msi/token HTTP/1.1", "6, POST", "60, GET / HTTP/1.1"})
    void silentConnectionsStopNobody(int count, String sent) throws Exception {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                Socket silent = new Socket("127.0.0.1", endpoint.port());
                silent.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
                open.add(silent);
            }

            await().atMost(Duration.ofSeconds(4))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> call("GET", query("2017-09-01", VAULT), "secret", endpoint.secret())
                                    .statusCode()
                            == 200);
        } finally {
            for (Socket each : open) {
                each.close();
            }
        }
    }

    /** Those of another script, where all of a container share its loopback address. */
    @Test
    void connectionsThatAreNotTheRunsAreClosedAndTakeNoPlace() throws Exception {
        // Given
        AtomicBoolean admitted = new AtomicBoolean();
        try (IdentityEndpoint shared = endpoint((caller, called) -> admitted.get())) {
            List<Socket> strangers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                strangers.add(new Socket("127.0.0.1", shared.port()));
            }

            // When, Then
            for (Socket stranger : strangers) {
                stranger.setSoTimeout(10_000);
                assertThat(stranger.getInputStream().read()).isEqualTo(-1);
                stranger.close();
            }
            admitted.set(true);
            assertThat(HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create(shared.url() + query("2017-09-01", VAULT)))
                                            .header("secret", shared.secret())
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET /msi/token?api-version=2017-09-01&resource=r HTTP/1.1, 200",
        "GET /msi/token?api-version=2017-09-01&resource=r HTTP/1.0, 200",
        "GET http://127.0.0.1/msi/token?api-version=2017-09-01&resource=r HTTP/1.1, 200",
        "DELETE /msi/token?api-version=2017-09-01&resource=r HTTP/1.1, 405",
        "GET / HTTP/1.1, 404",
        "GET /metadata/identity/oauth2/token?api-version=2018-02-01 HTTP/1.1, 404",
        "GET /msi/token[ HTTP/1.1, 400",
        "GET, 404",
        "'', 404"
    })
    void anyHeadOfARequestHasAnAnswer(String line, int status) throws Exception {
        try (Socket client = new Socket("127.0.0.1", endpoint.port())) {
            client.setSoTimeout(20_000);
            String head = line + "\r\nHost: x\r\nSECRET:  " + endpoint.secret() + " \r\n\r\n";
            client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @Test
    void aHeadWithoutEndIsNoRequest() throws Exception {
        try (Socket client = new Socket("127.0.0.1", endpoint.port())) {
            client.getOutputStream().write("GET /msi/token HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();

            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void onlyGet() throws Exception {
        assertThat(call("POST", query("2017-09-01", VAULT), "secret", endpoint.secret())
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void withoutComputeServiceItSaysSo() throws Exception {
        platform.stop();

        assertThat(call("GET", query("2017-09-01", VAULT), "secret", endpoint.secret())
                        .statusCode())
                .isEqualTo(503);
    }

    private static String query(String version, String rest) {
        return (version == null ? "?" : "?api-version=" + version + "&") + rest;
    }

    private HttpResponse<String> call(String method, String query, String header, String value) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint.url() + query))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (header != null) {
            request.header(header, value);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
