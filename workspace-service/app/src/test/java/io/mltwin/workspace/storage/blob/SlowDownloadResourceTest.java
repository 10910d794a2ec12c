package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that reads 200 MB slowly has them sent at its pace: they do not lie in memory. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class SlowDownloadResourceTest extends WithBlobAccount {

    private static final int BLOCK = 4 << 20;
    private static final int BLOCKS = 50;
    private static final int PIECE = 64 << 10;
    private static final int SLOW_PIECES = 100;
    private static final long MOST_IN_MEMORY = 24 << 20;

    @ParameterizedTest
    @ValueSource(strings = {"blob", "file"})
    void whatASlowClientReadsIsNotInMemory(String plane) throws Exception {
        // Given
        byte[] block = random(BLOCK);
        if (plane.equals("blob")) {
            var blob = container().getBlobClient("large").getBlockBlobClient();
            blob.stageBlock("YQ==", BinaryData.fromBytes(block));
            blob.commitBlockList(Collections.nCopies(BLOCKS, "YQ=="));
        } else {
            putFile(block);
        }
        try (Socket socket = connect()) {
            socket.getOutputStream().write(head(plane).getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            assertThat(readHead(in)).startsWith("HTTP/1.1 200").contains("" + BLOCK * BLOCKS);
            long before = inMemory();
            long most = 0;
            // When
            for (int i = 0; i < SLOW_PIECES; i++) {
                int from = i * PIECE % BLOCK;
                assertThat(in.readNBytes(PIECE)).isEqualTo(Arrays.copyOfRange(block, from, from + PIECE));
                Thread.sleep(50);
                if (i % 20 == 19) {
                    most = Math.max(most, inMemory() - before);
                }
            }
            // Then
            assertThat(most).isLessThan(MOST_IN_MEMORY);
        }
    }

    private RequestSpecification files() {
        return service.given(name + ".file.core")
                .header(
                        "Authorization",
                        "Bearer " + issuer.aad(AUDIENCE, WRITER).sign())
                .header("x-ms-version", "2025-07-05")
                .header("x-ms-file-request-intent", "backup");
    }

    private void putFile(byte[] range) throws IOException, InterruptedException {
        files().put("/large?restype=share").then().statusCode(201);
        files().header("x-ms-type", "file")
                .header("x-ms-content-length", BLOCK * BLOCKS)
                .put("/large/large")
                .then()
                .statusCode(201);
        // REST-assured would write each range as text, which takes two seconds
        HttpClient client = service.client();
        for (int i = 0; i < BLOCKS; i++) {
            HttpRequest put = HttpRequest.newBuilder(service.uri("/large/large?comp=range"))
                    .header("Host", service.host(name + ".file.core"))
                    .header(
                            "Authorization",
                            "Bearer " + issuer.aad(AUDIENCE, WRITER).sign())
                    .header("x-ms-version", "2025-07-05")
                    .header("x-ms-file-request-intent", "backup")
                    .header("x-ms-write", "update")
                    .header("x-ms-range", "bytes=" + (long) i * BLOCK + "-" + ((i + 1L) * BLOCK - 1))
                    .PUT(BodyPublishers.ofByteArray(range))
                    .build();
            assertThat(client.send(put, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
        }
    }

    /** Bytes of the heap and outside of it, of the service and of the client. */
    private static long inMemory() {
        System.gc();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        long netty = Math.max(0, io.netty.util.internal.PlatformDependent.usedDirectMemory());
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + direct + netty;
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed after " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** With a small window, so that little is on its way. */
    private Socket connect() throws IOException {
        URI here = service.uri("/");
        Socket plain = new Socket();
        plain.setReceiveBufferSize(PIECE);
        plain.connect(new InetSocketAddress("localhost", here.getPort()));
        SSLSocketFactory tls = service.client().sslContext().getSocketFactory();
        return tls.createSocket(plain, "localhost", here.getPort(), true);
    }

    private String head(String plane) {
        return "GET /"
                + (plane.equals("blob") ? "con" : "large")
                + "/large HTTP/1.1\r\nHost: "
                + service.host(name + "." + plane + ".core")
                + "\r\nAuthorization: Bearer "
                + issuer.aad(AUDIENCE, WRITER).sign()
                + "\r\nx-ms-version: 2025-07-05\r\nx-ms-file-request-intent: backup\r\n\r\n";
    }
}
