package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import io.mltwin.testkit.AnswerTimes;
import io.mltwin.testkit.HeapSize;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that send nothing, or slowly, or too much, or do not read what they have asked for, more
 * of them than the service has threads: all others are answered within a second, and then the heap
 * is back within a tenth.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class HostileClientsResourceTest extends WithBlobAccount {

    private static final int CLIENTS = 60;
    private static final int PART = 400 << 10;
    private static final String METADATA = "/metadata/endpoints?api-version=2022-09-01";

    /** So many tests are measured together: what any of them leaves behind adds up. */
    private static final int MEASURED_TOGETHER = 8;

    private static HeapSize heap;
    private static int tests;

    private final Vertx vertx = Vertx.vertx();

    /** How a body comes. */
    enum Form {
        HTTP_1_WITH_LENGTH(HttpVersion.HTTP_1_1, true),
        HTTP_1_CHUNKED(HttpVersion.HTTP_1_1, false),
        HTTP_2_WITH_LENGTH(HttpVersion.HTTP_2, true),
        HTTP_2_WITHOUT_LENGTH(HttpVersion.HTTP_2, false);

        private final HttpVersion version;
        private final boolean length;

        Form(HttpVersion version, boolean length) {
            this.version = version;
            this.length = length;
        }
    }

    enum Client {
        SILENT,
        SLOW,
        STALLED,
        TOO_LARGE
    }

    enum Target {
        BLOB(600L << 20),
        ARM(5L << 20);

        private final long tooLarge;

        Target(long tooLarge) {
            this.tooLarge = tooLarge;
        }
    }

    @BeforeEach
    void storeABlob() {
        withKey().getBlobContainerClient("con").getBlobClient("small").upload(BinaryData.fromString("small"));
        if (tests++ % MEASURED_TOGETHER == 0) {
            if (heap == null) {
                othersAreAnswered();
            } else {
                heap.requireBack();
            }
            heap = new HeapSize();
        }
    }

    @AfterEach
    void stop() {
        vertx.close();
    }

    @AfterAll
    static void theHeapIsBack() {
        heap.requireBack();
    }

    static Stream<Arguments> uploads() {
        return Stream.of(Target.values())
                .flatMap(target -> Stream.of(Form.values())
                        .flatMap(form -> Stream.of(Client.values()).map(client -> Arguments.of(target, form, client))));
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("uploads")
    void uploadsKeepNobodyOut(Target target, Form form, Client client) {
        // Given
        HttpClient http = client(form.version, 65_535);
        AtomicInteger refused = new AtomicInteger();
        // When
        for (int i = 0; i < CLIENTS; i++) {
            http.request(options(target, i)).onSuccess(request -> upload(request, target, form, client, refused));
        }
        // Then
        othersAreAnswered();
        if (client == Client.TOO_LARGE && form.length) {
            Awaitility.await().untilAsserted(() -> assertThat(refused).hasValue(CLIENTS));
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Form.class)
    void slowUploadsOfOnePrincipalEndNoUploadOfAnother(Form form) {
        // Given
        HttpClient http = client(form.version, 65_535);
        for (int i = 0; i < CLIENTS; i++) {
            http.request(options(Target.BLOB, i))
                    .onSuccess(request -> upload(request, Target.BLOB, form, Client.STALLED, new AtomicInteger()));
        }
        String other = UUID.randomUUID().toString();
        decisions.allow(other, "*", account.toString());
        AtomicInteger status = new AtomicInteger();
        // When
        client(HttpVersion.HTTP_1_1, 65_535)
                .request(options(Target.BLOB, CLIENTS)
                        .putHeader(
                                "Authorization",
                                "Bearer " + issuer.aad(AUDIENCE, other).sign()))
                .onSuccess(request -> {
                    request.putHeader("Content-Length", String.valueOf(2 * PART));
                    request.response().onSuccess(answer -> status.set(answer.statusCode()));
                    request.write(Buffer.buffer(new byte[PART]));
                    vertx.setTimer(3000, later -> request.end(Buffer.buffer(new byte[PART])));
                });
        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(status).hasValue(201));
    }

    private void upload(HttpClientRequest request, Target target, Form form, Client client, AtomicInteger refused) {
        boolean large = client == Client.TOO_LARGE;
        if (form.length) {
            request.putHeader("Content-Length", String.valueOf(large ? target.tooLarge : 3L << 20));
        } else {
            request.setChunked(true);
        }
        request.exceptionHandler(ended -> {});
        request.response().onSuccess(answer -> {
            if (answer.statusCode() == 413) {
                refused.incrementAndGet();
            }
        });
        request.sendHead();
        switch (client) {
            case SLOW -> vertx.setPeriodic(100, turn -> request.write(Buffer.buffer("x")));
            case STALLED, TOO_LARGE -> request.write(Buffer.buffer(new byte[PART]));
            default -> {
                // nothing comes
            }
        }
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {1, 70_000, 128 << 10, 3 << 20})
    void aBodyOfHttp2ArrivesWhole(int size) {
        // Given
        HttpClient http = client(HttpVersion.HTTP_2, 65_535);
        byte[] content = random(size);
        AtomicInteger status = new AtomicInteger();
        // When
        http.request(options(Target.BLOB, size))
                .compose(request -> request.send(Buffer.buffer(content)))
                .onSuccess(answer -> status.set(answer.statusCode()));
        // Then
        Awaitility.await().untilAsserted(() -> assertThat(status).hasValue(201));
        assertThat(withKey()
                        .getBlobContainerClient("con")
                        .getBlobClient("new" + size)
                        .downloadContent()
                        .toBytes())
                .isEqualTo(content);
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void downloadsThatNobodyReadsKeepNobodyOut(HttpVersion version) {
        // Given
        var blob = container().getBlobClient("large").getBlockBlobClient();
        blob.stageBlock("YQ==", BinaryData.fromBytes(random(4 << 20)));
        blob.commitBlockList(Collections.nCopies(20, "YQ=="));
        HttpClient http = client(version, 65_535);
        AtomicInteger begun = new AtomicInteger();
        // When
        for (int i = 0; i < CLIENTS; i++) {
            http.request(options(HttpMethod.GET, "/con/large"))
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
        byte[] read = blob.downloadContent().toBytes();
        assertThat(read).hasSize(80 << 20);
    }

    @Test
    void smallAnswersThatNobodyTakesKeepNobodyOut() {
        // When
        for (int connection = 0; connection < 3; connection++) {
            HttpClient http = client(HttpVersion.HTTP_2, 0);
            for (int i = 0; i < 90; i++) {
                http.request(options(HttpMethod.GET, METADATA).setHost("localhost"))
                        .compose(HttpClientRequest::send)
                        .onSuccess(answer -> answer.exceptionHandler(ended -> {}));
            }
        }
        // Then
        othersAreAnswered();
    }

    /** A client that gives up its streams of HTTP/2 is no fault of the service's. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, blob, /con/small",
        "GET, blob, /con?restype=container&comp=list",
        "PUT, blob, /con/new",
        "GET, management, " + METADATA
    })
    void resetStreamsAreNotLogged(String method, String plane, String path) {
        // Given
        String host = plane.equals("blob") ? name + ".blob.core" : plane;
        byte[] body = new byte[method.equals("PUT") ? PART : 0];
        Warnings warnings = new Warnings();
        java.net.http.HttpClient client = service.client();
        Logger.getLogger("").addHandler(warnings);
        // When
        try {
            for (int i = 0; i < 300; i++) {
                HttpRequest request = asked(path, host)
                        .version(java.net.http.HttpClient.Version.HTTP_2)
                        .header("x-ms-blob-type", "BlockBlob")
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
                CompletableFuture<?> answer = client.sendAsync(request, BodyHandlers.discarding());
                CompletableFuture.delayedExecutor(i % 30, TimeUnit.MILLISECONDS).execute(() -> answer.cancel(true));
            }
            othersAreAnswered();
        } finally {
            Logger.getLogger("").removeHandler(warnings);
        }
        // Then
        assertThat(warnings.texts).isEmpty();
    }

    private static final class Warnings extends java.util.logging.Handler {

        private final List<String> texts = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            boolean isOfWorkBeside = entry.getLoggerName().endsWith("Task");
            if (!isOfWorkBeside && entry.getLevel().intValue() >= Level.INFO.intValue()) {
                StringWriter stack = new StringWriter();
                if (entry.getThrown() != null) {
                    entry.getThrown().printStackTrace(new PrintWriter(stack));
                }
                texts.add(entry.getLoggerName() + ": " + entry.getMessage() + " " + stack);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void aConnectionThatAsksForNothingEnds() throws Exception {
        try (Socket silent = socket();
                Socket slow = socket()) {
            slow.getOutputStream().write("GET / HTTP/1.1\r\nHost: local".getBytes(StandardCharsets.US_ASCII));
            for (Socket socket : List.of(silent, slow)) {
                socket.setSoTimeout(15_000);
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    private Socket socket() throws IOException {
        return service.client()
                .sslContext()
                .getSocketFactory()
                .createSocket("localhost", service.uri("/").getPort());
    }

    @Test
    void aConnectionOfHttp2HasSoManyStreams() {
        AtomicLong streams = new AtomicLong();
        client(
                        HttpVersion.HTTP_2,
                        65_535,
                        connection -> streams.set(connection.remoteSettings().getMaxConcurrentStreams()))
                .request(options(HttpMethod.GET, METADATA))
                .compose(HttpClientRequest::send);
        Awaitility.await().untilAsserted(() -> assertThat(streams).hasValue(100));
    }

    /** Of both halves, often enough to meet each thread. */
    private void othersAreAnswered() {
        java.net.http.HttpClient others = service.client();
        AnswerTimes.requireSoon(() -> {
            int blob = status(others, "/con/small", name + ".blob.core");
            int arm = status(others, METADATA, "management");
            assertThat(blob).isEqualTo(200);
            assertThat(arm).isEqualTo(200);
        });
    }

    private int status(java.net.http.HttpClient client, String path, String host) {
        try {
            return client.send(asked(path, host).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder asked(String path, String host) {
        return HttpRequest.newBuilder(service.uri(path))
                .timeout(Duration.ofSeconds(20))
                .header("Host", service.host(host))
                .header("x-ms-version", "2025-07-05")
                .header(
                        "Authorization",
                        "Bearer " + issuer.aad(AUDIENCE, WRITER).sign());
    }

    private HttpClient client(HttpVersion version, int window) {
        return client(version, window, connection -> {});
    }

    private HttpClient client(HttpVersion version, int window, Handler<HttpConnection> connected) {
        return vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setProtocolVersion(version)
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setTrustAll(true)
                        .setVerifyHost(false)
                        .setInitialSettings(new Http2Settings().setInitialWindowSize(window)))
                .with(new PoolOptions().setHttp1MaxSize(CLIENTS).setHttp2MaxSize(1))
                .withConnectHandler(connected)
                .build();
    }

    private RequestOptions options(Target target, int number) {
        return target == Target.BLOB
                ? options(HttpMethod.PUT, "/con/new" + number)
                : options(HttpMethod.PUT, account.toString() + "?api-version=2023-01-01")
                        .setHost("localhost")
                        .putHeader(
                                "Authorization",
                                "Bearer "
                                        + issuer.aad("https://management.azure.com", WRITER)
                                                .sign());
    }

    private RequestOptions options(HttpMethod method, String path) {
        String host = service.host(name + ".blob.core");
        return new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(service.uri("/").getPort(), "localhost"))
                .setHost(host.substring(0, host.indexOf(':')))
                .setPort(service.uri("/").getPort())
                .setSsl(true)
                .setMethod(method)
                .setURI(path)
                .putHeader(
                        "Authorization",
                        "Bearer " + issuer.aad(AUDIENCE, WRITER).sign())
                .putHeader("x-ms-version", "2025-07-05")
                .putHeader("x-ms-blob-type", "BlockBlob");
    }
}
