package io.mltwin.e2e.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.mltwin.e2e.fixtures.ScoredService;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.RawConnection;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.e2e.sdk.SdkSuite;
import io.mltwin.local.layout.PlatformService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes in by HTTP, however much or slowly, keeps no service from answering others. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@Order(8)
class BodyLimitsTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final long MEGABYTE = 1L << 20;

    /** Two thirds of ten of these are more than a service's heap. */
    private static final int STALLED = 21 << 20;

    private static final byte[] PIECE = new byte[256 << 10];
    private static final int CLIENTS = 8;
    private static final int REQUESTS = 700;
    private static final int UPLOADS = 10;
    private static final int CONNECTIONS = 2_000;
    private static final int SMALL_REQUESTS = 20;

    private static String arm(String rest) {
        return "/subscriptions/"
                + PLATFORM.fixture().resourceGroup().subscriptionId()
                + "/resourceGroups/none"
                + rest
                + "?api-version=2021-04-01";
    }

    /**
     * Bodies larger than any service's heap, with their length and in chunks, by somebody without
     * rights; each service gets them once, its other routes get bodies of many times their limit.
     */
    @ParameterizedTest(name = "{0}: {2} {4} of {3}, {1} MB")
    @CsvSource({
        "IDENTITY, 170, POST, login, /common/oauth2/v2.0/token, ''",
        "IDENTITY, 60, POST, graph, /v1.0/users, https://graph.microsoft.com",
        "WORKSPACE, 170, PUT, management, ARM, https://management.azure.com",
        "WORKSPACE, 60, PUT, management, ARM, ''",
        "WORKSPACE, 60, PUT, nobody.blob.core, /container/blob, ''",
        "KEYVAULT, 60, PUT, nobody.vault, /secrets/name?api-version=7.4, https://vault.azure.net",
        "KEYVAULT, 170, PUT, nobody.vault, /secrets/name?api-version=7.4, ''",
        "COMPUTE, 170, POST, eastus.api, /history/v1.0/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/runs:query, https://management.azure.com",
        "SCORING, 170, PUT, nobody.azurecr, /v2/repository/manifests/latest, ''",
        "SCORING, 60, PATCH, nobody.azurecr, /v2/repository/blobs/uploads/1, ''",
        "SCORING, 60, POST, nobody.inference, /score, ''",
        "TELEMETRY, 170, POST, dc.applicationinsights, /v2/track, ''",
        "TELEMETRY, 60, POST, api.applicationinsights, /v1/apps/a/query, https://api.applicationinsights.io",
    })
    void hugeBodiesAreRefusedUnread(
            PlatformService service, long megabytes, String method, String label, String path, String audience)
            throws Exception {
        long size = megabytes * MEGABYTE;
        String token = audience.isEmpty()
                ? ""
                : "\r\nAuthorization: Bearer " + PLATFORM.azure().token("reader", audience);
        String head = method
                + " "
                + (path.equals("ARM") ? arm("/providers/Microsoft.Storage/storageAccounts/nobody") : path)
                + " HTTP/1.1\r\nHost: "
                + URI.create(PLATFORM.host(label, service)).getAuthority()
                + "\r\nContent-Type: application/json"
                + token;

        OtherCallers.meanwhile(PLATFORM, () -> {
            String declared = head + "\r\nContent-Length: " + size + "\r\n\r\n";
            assertThat(status(service, declared, size, false)).isIn(401, 403, 404, 413);
            String chunked = head + "\r\nTransfer-Encoding: chunked\r\n\r\n";
            assertThat(status(service, chunked, size, true)).isIn(401, 403, 404, 413);
        });
    }

    /** Sends the whole body, or until the connection ends, before it looks at the answer. */
    private static int status(PlatformService service, String head, long size, boolean chunked) throws IOException {
        try (RawConnection connection = RawConnection.open(PLATFORM.port(service))) {
            connection.send(head);
            byte[] length = (Integer.toHexString(PIECE.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            byte[] end = "\r\n".getBytes(StandardCharsets.US_ASCII);
            try {
                for (long sent = 0; sent < size; sent += PIECE.length) {
                    if (chunked) {
                        connection.send(length).send(PIECE).send(end);
                    } else {
                        connection.send(PIECE);
                    }
                }
                if (chunked) {
                    connection.send("0\r\n\r\n");
                }
            } catch (IOException refused) {
                // the answer is there all the same
            }
            return connection.status();
        }
    }

    @Test
    void packedTelemetryIsUnpackedUpToALimit() throws Exception {
        byte[] zeros = new byte[64 << 20];
        List<byte[]> bodies = List.of(
                gzip(gzip(zeros)),
                gzip(zeros),
                gzip("{}\n".repeat(8 << 20).getBytes(StandardCharsets.US_ASCII)),
                gzip(("[" + "[],".repeat(5 << 20)).getBytes(StandardCharsets.US_ASCII)),
                gzip("[".repeat(16 << 20).getBytes(StandardCharsets.US_ASCII)));
        String head = "POST /v2/track HTTP/1.1\r\nHost: "
                + URI.create(PLATFORM.host("dc.applicationinsights", PlatformService.TELEMETRY))
                        .getAuthority()
                + "\r\nContent-Encoding: gzip\r\nContent-Length: ";
        OtherCallers.meanwhile(PLATFORM, () -> {
            for (byte[] body : bodies) {
                assertThat(track(head, body)).isIn(400, 413);
            }
        });
    }

    private static int track(String head, byte[] body) throws IOException {
        try (RawConnection connection = RawConnection.open(PLATFORM.port(PlatformService.TELEMETRY))) {
            return connection.send(head + body.length + "\r\n\r\n").send(body).status();
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }

    @Test
    void longPathsCostNothing() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        PlatformService[] services = PlatformService.values();
        try {
            OtherCallers.meanwhile(PLATFORM, () -> {
                List<Future<Integer>> answers = new ArrayList<>();
                for (int i = 0; i < REQUESTS; i++) {
                    PlatformService service = services[i % services.length];
                    answers.add(clients.submit(() -> longPath(service)));
                }
                for (Future<Integer> answer : answers) {
                    assertThat(answer.get()).isIn(400, 414);
                }
            });
        } finally {
            clients.shutdownNow();
        }
    }

    private static int longPath(PlatformService service) throws IOException {
        int port = PLATFORM.port(service);
        try (RawConnection connection = RawConnection.open(port)) {
            return connection
                    .send("GET /" + "x".repeat(18_000) + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n")
                    .status();
        }
    }

    @Test
    void stalledUploadsKeepNobodyOut() throws Exception {
        // Given
        ScoredService service = ScoredService.find(PLATFORM, "cancer-service");
        assertThat(service.score(PLATFORM.flowClient()).status()).isEqualTo(200);
        BlobClient blob = SdkSuite.get()
                .account
                .byKey()
                .createBlobContainerIfNotExists("stalled")
                .getBlobClient("small");
        URI score = URI.create(service.uri());
        URI upload = URI.create(blob.getBlobUrl());
        String signature = SdkSuite.get()
                .account
                .byKey()
                .getBlobContainerClient("stalled")
                .generateSas(new BlobServiceSasSignatureValues(
                        OffsetDateTime.now().plusDays(1),
                        new BlobContainerSasPermission()
                                .setWritePermission(true)
                                .setCreatePermission(true)));
        List<RawConnection> stalled = new ArrayList<>();
        try {
            for (int i = 0; i < UPLOADS; i++) {
                stalled.add(stall(
                        PlatformService.SCORING,
                        "POST "
                                + score.getRawPath()
                                + " HTTP/1.1\r\nHost: "
                                + score.getAuthority()
                                + "\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                                + service.key()));
                stalled.add(stall(
                        PlatformService.WORKSPACE,
                        "PUT /stalled/large"
                                + i
                                + "?"
                                + signature
                                + " HTTP/1.1\r\nHost: "
                                + upload.getAuthority()
                                + "\r\nx-ms-version: 2021-08-06\r\nx-ms-blob-type: BlockBlob"));
            }
            // When
            OtherCallers.meanwhile(PLATFORM, () -> {
                for (int i = 0; i < SMALL_REQUESTS; i++) {
                    assertThat(service.score(PLATFORM.flowClient()).status()).isEqualTo(200);
                    blob.upload(BinaryData.fromString("small"), true);
                }
            });
            // Then: nobody was told that all is well
            assertThat(blob.getContainerClient().listBlobs().stream().count()).isEqualTo(1);
        } finally {
            for (RawConnection connection : stalled) {
                connection.close();
            }
        }
    }

    /** More than a service takes, faster than they end by themselves. */
    @Test
    void silentConnectionsKeepNobodyOut() throws Exception {
        int port = PLATFORM.port(PlatformService.WORKSPACE);
        List<RawConnection> silent = Collections.synchronizedList(new ArrayList<>());
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            OtherCallers.meanwhile(PLATFORM, () -> {
                List<Future<?>> opened = new ArrayList<>();
                for (int i = 0; i < CONNECTIONS; i++) {
                    opened.add(clients.submit(
                            () -> silent.add(RawConnection.open(port).send("GET /"))));
                }
                for (Future<?> connection : opened) {
                    connection.get();
                    if (silent.size() % 100 == 0) {
                        assertThat(longPath(PlatformService.WORKSPACE)).isIn(400, 414);
                    }
                }
                assertThat(longPath(PlatformService.WORKSPACE)).isIn(400, 414);
            });
        } finally {
            clients.shutdownNow();
            for (RawConnection connection : silent) {
                connection.close();
            }
        }
    }

    /** Sends two thirds of a body and then nothing. */
    private static RawConnection stall(PlatformService service, String head) throws IOException {
        RawConnection connection = RawConnection.open(PLATFORM.port(service));
        connection.send(head + "\r\nContent-Length: " + STALLED + "\r\n\r\n");
        for (int sent = 0; sent < STALLED * 2 / 3; sent += PIECE.length) {
            connection.send(PIECE);
        }
        return connection;
    }
}
