package io.mltwin.compute.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.testkit.AnswerTimes;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.HeapSize;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clients that do not read an artifact, or send one slowly, more of them than the service has
 * threads: another's call is answered within a second, and then the heap is back within a tenth.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ArtifactHostileClientsResourceTest {

    private static final int CLIENTS = 60;
    private static final String CONTENT = "/artifacts/ExperimentRun/dcid.r1/content?path=outputs/";

    @FromPlatform
    TestPlatform platform;

    private final Vertx vertx = Vertx.vertx();
    private HeapSize heap;
    private ArtifactWorkspace data;

    @BeforeEach
    void aRunWithALargeArtifact() {
        data = new ArtifactWorkspace(platform);
        data.run("r1", "{'status':'Running','startTimeUtc':'2026-01-01T00:00:00Z'}");
        data.leave("r1", "outputs/large", "x".repeat(24 << 20));
        data.leave("r1", "outputs/small", "small");
        heap = new HeapSize();
    }

    @AfterEach
    void stop() throws InterruptedException {
        vertx.close();
        heap.requireBack();
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void artifactsThatNobodyReadsKeepNobodyOut(HttpVersion version) {
        // Given
        HttpClient http = client(version);
        AtomicInteger begun = new AtomicInteger();
        // When
        for (int i = 0; i < CLIENTS; i++) {
            http.request(options(HttpMethod.GET, "large"))
                    .compose(HttpClientRequest::send)
                    .onSuccess(answer -> {
                        answer.pause();
                        answer.exceptionHandler(ended -> {});
                        begun.incrementAndGet();
                    });
        }
        Awaitility.await().untilAsserted(() -> assertThat(begun.get()).isGreaterThan(16));
        // Then
        othersAreAnswered();
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void artifactsThatAreSentSlowlyKeepNobodyOut(HttpVersion version) {
        // Given
        HttpClient http = client(version);
        AtomicInteger begun = new AtomicInteger();
        // When
        for (int i = 0; i < CLIENTS; i++) {
            http.request(options(HttpMethod.POST, "new" + i)).onSuccess(request -> {
                request.putHeader("Content-Length", String.valueOf(3 << 20));
                request.exceptionHandler(ended -> {});
                request.write(Buffer.buffer(new byte[200 << 10]));
                vertx.setPeriodic(100, turn -> request.write(Buffer.buffer("x")));
                begun.incrementAndGet();
            });
        }
        Awaitility.await().untilAsserted(() -> assertThat(begun.get()).isGreaterThan(16));
        // Then
        othersAreAnswered();
    }

    private void othersAreAnswered() {
        AnswerTimes.requireSoon(() -> data.call(data.scientist(), "GET", "artifact/v2.0", CONTENT + "small", null)
                .statusCode(200));
    }

    private HttpClient client(HttpVersion version) {
        return vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setProtocolVersion(version)
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setTrustAll(true)
                        .setVerifyHost(false))
                .with(new PoolOptions().setHttp1MaxSize(CLIENTS).setHttp2MaxSize(1))
                .build();
    }

    private RequestOptions options(HttpMethod method, String path) {
        int port = platform.service().uri("/").getPort();
        return new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(port, "localhost"))
                .setHost("localhost")
                .setPort(port)
                .setSsl(true)
                .setMethod(method)
                .setURI("/artifact/v2.0" + data.workspace.id() + CONTENT + path)
                .putHeader("Authorization", "Bearer " + data.scientist())
                .putHeader("Content-Type", "application/octet-stream");
    }
}
