package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.mltwin.platform.tracing.CallLog;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that end too early or have no length, and blocks that come twice. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BlobBodiesResourceTest extends WithBlobAccount {

    private static final int SAID = 100_000;
    private static final int SENT = 70_000;

    @Inject
    CallLog calls;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/con/n",
                "/con/b",
                "/con/staged?comp=block&blockid=YQ==",
                "/con/log?comp=appendblock",
                "/con/disk?comp=page"
            })
    void aBodyThatBreaksOffLeavesNothing(String uri) throws Exception {
        container().getBlobClient("b").upload(BinaryData.fromString("hello"));
        container().getBlobClient("staged").getBlockBlobClient().stageBlock("YQ==", text("one"));
        container().getBlobClient("log").getAppendBlobClient().create();
        container().getBlobClient("disk").getPageBlobClient().create(1 << 20);
        String before = stored();
        int length = uri.contains("page") ? 131_072 : SAID;
        String call = UUID.randomUUID().toString();

        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(head(uri, length, call).getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[SENT]);
            out.flush();
        }

        // the service has seen the connection's end; a commit of what came would follow at once
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> !calls.find(call, null).isEmpty());
        Awaitility.await()
                .during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(10))
                .until(() -> stored().equals(before));
        assertThat(container().getBlobClient("b").downloadContent()).hasToString("hello");
        assertThat(container().getBlobClient("n").exists()).isFalse();
    }

    /** What the server takes of a body in pieces is what the client sent in others. */
    @Test
    void aBodyInManyPiecesWithPausesIsStoredAsSent() throws Exception {
        byte[] body = new byte[1_300_000];
        new Random(7).nextBytes(body);
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(head("/con/pieces", body.length).getBytes(StandardCharsets.US_ASCII));
            int sent = 0;
            for (int piece = 1; sent < body.length; piece = piece * 3 + 1) {
                int length = Math.min(piece, body.length - sent);
                out.write(body, sent, length);
                out.flush();
                sent += length;
                Thread.sleep(30);
            }
            assertThat(status(socket)).startsWith("HTTP/1.1 201");
        }
        assertThat(container().getBlobClient("pieces").downloadContent().toBytes())
                .isEqualTo(body);
    }

    @Test
    void aRefusedBodyIsLetGoAndTheConnectionStays() throws Exception {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            String refused = head("/con/n", 900_000).replaceFirst("Authorization: Bearer \\S+", "X-None: 1");
            out.write(refused.getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[900_000]);
            out.flush();
            assertThat(status(socket)).matches("HTTP/1.1 40[0-9].*");
        }
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            // the container is not there, which is known before the body is read
            out.write(head("/none/n", 900_000).getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[900_000]);
            out.write(head("/con/behind", 5).getBytes(StandardCharsets.US_ASCII));
            out.write("hello".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            assertThat(status(socket)).startsWith("HTTP/1.1 404");
            assertThat(status(socket)).startsWith("HTTP/1.1 201");
        }
        assertThat(container().getBlobClient("behind").downloadContent()).hasToString("hello");
    }

    @Test
    void aClientThatWaitsToBeAskedForItsBodyIsAsked() throws Exception {
        String head = head("/con/asked", 200_000).replace("Content-Length", "Expect: 100-continue\r\nContent-Length");
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            assertThat(status(socket)).startsWith("HTTP/1.1 100");
            out.write(new byte[200_000]);
            out.flush();
            assertThat(status(socket)).startsWith("HTTP/1.1 201");
        }
    }

    /** Reads an answer; its first line. */
    private static String status(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("closed after " + head);
            }
            head.append((char) next);
        }
        Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
        if (length.find()) {
            socket.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
        }
        return head.substring(0, head.indexOf("\r\n"));
    }

    private Socket connect() throws IOException {
        URI here = service.uri("/");
        return service.client().sslContext().getSocketFactory().createSocket("localhost", here.getPort());
    }

    private String head(String uri, int length) {
        return head(uri, length, UUID.randomUUID().toString());
    }

    private String head(String uri, int length, String call) {
        return "PUT "
                + uri
                + " HTTP/1.1\r\nHost: "
                + service.host(name + ".blob.core")
                + "\r\nAuthorization: Bearer "
                + issuer.aad(AUDIENCE, WRITER).sign()
                + "\r\nx-ms-version: 2025-07-05\r\nx-ms-blob-type: BlockBlob\r\nx-ms-page-write: update"
                + "\r\nx-ms-correlation-request-id: "
                + call
                + "\r\nx-ms-range: bytes=0-131071\r\nContent-Length: "
                + length
                + "\r\n\r\n";
    }

    private static BinaryData text(String text) {
        return BinaryData.fromString(text);
    }

    @Test
    void aBodyWithoutALengthIsRefused() throws Exception {
        String before = stored();

        HttpResponse<String> answer = service.client()
                .send(
                        HttpRequest.newBuilder(service.uri("/" + name + "/con/n"))
                                .header(
                                        "Authorization",
                                        "Bearer " + issuer.aad(AUDIENCE, WRITER).sign())
                                .header("x-ms-version", "2025-07-05")
                                .header("x-ms-blob-type", "BlockBlob")
                                .PUT(HttpRequest.BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(new byte[1000])))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(411);
        assertThat(answer.headers().firstValue("x-ms-error-code")).hasValue("MissingContentLengthHeader");
        assertThat(stored()).isEqualTo(before);
    }

    /** Of two blocks with one id the later one counts, and a list may name a block twice. */
    @Test
    void aBlockThatComesTwiceIsReplacedAndMayBeNamedTwice() {
        BlockBlobClient blob = container().getBlobClient("twice").getBlockBlobClient();
        blob.stageBlock("YQ==", text("first"));
        blob.stageBlock("YQ==", text("second"));
        assertThat(blob.listBlocks(BlockListType.ALL).getUncommittedBlocks()).hasSize(1);
        blob.commitBlockList(List.of("YQ==", "YQ=="));
        assertThat(blob.downloadContent()).hasToString("secondsecond");
        assertThat(blob.listBlocks(BlockListType.ALL).getUncommittedBlocks()).isEmpty();
        String before = stored();

        assertRefused(400, "InvalidBlockList", () -> blob.commitBlockList(List.of("YQ==", "Yg=="), true));
        assertRefused(409, "BlobAlreadyExists", () -> blob.commitBlockList(List.of("YQ==")));

        assertThat(stored()).isEqualTo(before);
        assertThat(blob.downloadContent()).hasToString("secondsecond");
    }
}
