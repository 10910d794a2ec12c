package io.mltwin.workspace.arm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.RawAnswer;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much Azure Resource Manager reads, and from whom. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ArmBodiesResourceTest {

    private static final String AUDIENCE = "https://management.azure.com/";
    private static final String OWNER = UUID.randomUUID().toString();
    private static final String STRANGER = UUID.randomUUID().toString();
    private static final String SUBSCRIPTION_ID = UUID.randomUUID().toString();
    private static final String SUBSCRIPTION = "/subscriptions/" + SUBSCRIPTION_ID;
    private static final String GROUP = SUBSCRIPTION + "/resourceGroups/bodies?api-version=2022-10-01";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    @BeforeEach
    void aSubscription() throws IOException {
        decisions.allow(OWNER, "*", SUBSCRIPTION);
        String seed = """
                {
                  "subscriptions": [
                    {
                      "subscriptionId": "%s",
                      "tenantId": "%s",
                      "displayName": "S"
                    }
                  ]
                }""".formatted(SUBSCRIPTION_ID, TestIssuer.TENANT);
        assertThat(RawAnswer.of(
                                service,
                                null,
                                "PUT",
                                "/_mltwin/seed",
                                "Bearer " + issuer.admin().sign(),
                                seed)
                        .status())
                .isEqualTo(200);
    }

    private String bearer(String principal) {
        return "Bearer " + issuer.aad(AUDIENCE, principal).sign();
    }

    private RawAnswer put(String principal, String body) throws IOException {
        return RawAnswer.of(service, null, "PUT", GROUP, bearer(principal), body);
    }

    @ParameterizedTest(name = "{0} bytes")
    @CsvSource({"100", "70000", "4194304"})
    void anOwnersBodyIsReadWhateverItsSize(int bytes) throws IOException {
        String begin = "{\"location\":\"eastus\",\"note\":\"";
        String body = begin + "x".repeat(bytes - begin.length() - 2) + "\"}";

        RawAnswer answer = put(OWNER, body);

        assertThat(answer.status()).as(answer.body()).isIn(200, 201);
    }

    @ParameterizedTest(name = "{0} bytes in pieces of {1}")
    @CsvSource({
        "100, 100, 201",
        "100, 1, 201",
        "70000, 1000, 201",
        "4194304, 100000, 201",
        "4194305, 100000, 413",
        "0, 1, 400",
    })
    void overHttp2ABodyNeedsNoLength(int bytes, int piece, int status) throws Exception {
        // Given
        String begin = "{\"location\":\"eastus\",\"note\":\"";
        byte[] body = bytes == 0
                ? new byte[0]
                : (begin + "x".repeat(bytes - begin.length() - 2) + "\"}").getBytes(StandardCharsets.US_ASCII);
        Vertx vertx = Vertx.vertx();
        try {
            // When
            int answered = vertx.createHttpClient(new HttpClientOptions()
                            .setProtocolVersion(HttpVersion.HTTP_2)
                            .setSsl(true)
                            .setUseAlpn(true)
                            .setTrustAll(true)
                            .setVerifyHost(false))
                    .request(
                            HttpMethod.PUT,
                            service.uri("/").getPort(),
                            "localhost",
                            GROUP.replace("bodies", "b" + UUID.randomUUID()))
                    .compose(request -> {
                        request.putHeader("Authorization", bearer(OWNER));
                        request.putHeader("Content-Type", "application/json");
                        request.setChunked(true);
                        for (int at = 0; at < bytes; at += piece) {
                            request.write(Buffer.buffer(body).slice(at, Math.min(bytes, at + piece)));
                        }
                        request.end();
                        return request.response();
                    })
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS)
                    .statusCode();
            // Then
            assertThat(answered).isEqualTo(status);
        } finally {
            vertx.close();
        }
    }

    @Test
    void aLongerOneIsRefused() throws IOException {
        RawAnswer answer = put(OWNER, " ".repeat((4 << 20) + 1));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).startsWith("{\"error\":{\"code\":\"RequestEntityTooLarge\",\"message\":");
    }

    @Test
    void aTreeHasOnlySoManyParts() throws IOException {
        String body = "{\"location\":\"eastus\",\"a\":[" + "[],".repeat(500_000) + "[]]}";

        RawAnswer answer = put(OWNER, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("InvalidRequestContent");
    }

    @Test
    void callerWithoutTheRightIsNotWaitedFor() throws IOException {
        URI server = service.uri("/");
        try (Socket socket =
                service.client().sslContext().getSocketFactory().createSocket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(8_000);
            String head = "PUT "
                    + GROUP
                    + " HTTP/1.1\r\nHost: "
                    + server.getAuthority()
                    + "\r\nAuthorization: "
                    + bearer(STRANGER)
                    + "\r\nContent-Type: application/json\r\nContent-Length: 4000000\r\n\r\n{";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();

            String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);

            assertThat(line).isEqualTo("HTTP/1.1 403");
        }
    }
}
