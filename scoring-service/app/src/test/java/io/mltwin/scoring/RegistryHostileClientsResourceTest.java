package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.testkit.AnswerTimes;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.HeapSize;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clients of a registry that do not read a layer, or send one slowly, more of them than the service
 * has threads: another's call is answered within a second, and then the heap is back within a tenth.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RegistryHostileClientsResourceTest {

    private static final int CLIENTS = 60;
    private static final int GOING = 12;
    private static final AtomicInteger NAMES = new AtomicInteger();

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    ServiceUnderTest service;

    private final Vertx vertx = Vertx.vertx();
    private HeapSize heap;
    private String registry;
    private String token;
    private RegistryImages images;
    private String large;
    private String small;

    @BeforeEach
    void aRegistryWithALargeLayer() {
        registry = "hostile" + NAMES.incrementAndGet();
        ScoringRequests requests = new ScoringRequests(service, issuer, new WorkspacePeers("unused", registry));
        requests.newRegistry();
        token = requests.adminToken("repository:a/b:pull,push,delete");
        images = new RegistryImages(service, registry, token, "a/b");
        byte[] layer = new byte[24 << 20];
        new Random(1).nextBytes(layer);
        large = images.pushBlob(layer);
        small = images.pushBlob(RegistryImages.bytes("small"));
        heap = new HeapSize();
    }

    @AfterEach
    void stop() throws InterruptedException {
        vertx.close();
        heap.requireBack();
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void layersThatNobodyReadsKeepNobodyOut(HttpVersion version) {
        // Given
        HttpClient http = client(version);
        AtomicInteger begun = new AtomicInteger();
        // When
        for (int i = 0; i < CLIENTS; i++) {
            http.request(options(HttpMethod.GET, images.path("/blobs/" + large)))
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
    void layersThatAreSentSlowlyKeepNobodyOut(HttpVersion version) {
        // Given
        HttpClient http = client(version);
        AtomicInteger begun = new AtomicInteger();
        // When
        for (int i = 0; i < CLIENTS; i++) {
            String upload = images.startUpload();
            http.request(options(HttpMethod.PATCH, upload)).onSuccess(request -> {
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

    @ParameterizedTest
    @CsvSource({"PATCH, HTTP_1_1", "PATCH, HTTP_2", "PUT, HTTP_1_1", "PUT, HTTP_2"})
    void layersWhoseClientGoesAwayAreNotLoggedAndCanBeSentAgain(String method, HttpVersion version) {
        // Given
        byte[] layer = new byte[512 << 10];
        String digest = RegistryImages.digest(layer);
        HttpClient http = client(version);
        List<String> uploads = new ArrayList<>();
        AtomicInteger gone = new AtomicInteger();
        Errors errors = new Errors();
        Logger.getLogger("").addHandler(errors);
        // When
        try {
            for (int i = 0; i < GOING; i++) {
                String upload = images.startUpload();
                uploads.add(upload);
                String path = method.equals("PUT") ? upload + "?digest=" + digest : upload;
                http.request(options(HttpMethod.valueOf(method), path)).onSuccess(request -> {
                    request.putHeader("Content-Length", String.valueOf(layer.length));
                    request.exceptionHandler(ended -> {});
                    request.write(Buffer.buffer(new byte[200 << 10]))
                            .onComplete(sent -> vertx.setTimer(gone.incrementAndGet(), turn -> request.reset()));
                });
            }
            Awaitility.await().untilAsserted(() -> assertThat(gone).hasValue(GOING));
            othersAreAnswered();
            for (String upload : uploads) {
                images.finish(upload, digest, layer).statusCode(201);
            }
        } finally {
            Logger.getLogger("").removeHandler(errors);
        }
        // Then
        assertThat(errors.texts).isEmpty();
    }

    private static final class Errors extends Handler {

        private final List<String> texts = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            // the clients of this test log what they break themselves
            if (entry.getLevel().intValue() >= Level.SEVERE.intValue()
                    && !entry.getLoggerName().startsWith("io.vertx.")) {
                texts.add(entry.getLoggerName() + ": " + entry.getMessage() + " " + entry.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private void othersAreAnswered() {
        AnswerTimes.requireSoon(() -> images.send("GET", "/blobs/" + small).statusCode(200));
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
        String host = service.host(registry + ".azurecr");
        return new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(service.uri("/").getPort(), "localhost"))
                .setHost(host.substring(0, host.indexOf(':')))
                .setPort(service.uri("/").getPort())
                .setSsl(true)
                .setMethod(method)
                .setURI(path)
                .putHeader("Authorization", "Bearer " + token)
                .putHeader("Content-Type", RegistryImages.OCTETS);
    }
}
