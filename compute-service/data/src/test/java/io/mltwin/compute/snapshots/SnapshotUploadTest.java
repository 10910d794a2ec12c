package io.mltwin.compute.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.snapshots.SnapshotBody.SnapshotFile;
import io.mltwin.encoding.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each part of an upload is checked while it arrives; nothing is held whole but small documents.
 */
@Timeout(60)
class SnapshotUploadTest {

    private static final String TYPE = "multipart/form-data; boundary=b";
    private static final int MEGABYTE = 1 << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path folder;

    private SnapshotUpload read(InputStream body) throws IOException {
        return SnapshotUpload.read(body, TYPE, new UploadFolder(folder));
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String head(String name, String file) {
        return "--b\r\nContent-Disposition: form-data; name=\""
                + name
                + "\""
                + (file == null ? "" : "; filename=\"" + file + "\"")
                + "\r\n\r\n";
    }

    private static String part(String name, String file, String content) {
        return head(name, file) + content + "\r\n";
    }

    /** A part whose content is as many megabytes of one letter, made while they are read. */
    private static InputStream large(String head, int megabytes) {
        byte[] letters = "a".repeat(MEGABYTE).getBytes(StandardCharsets.US_ASCII);
        return new SequenceInputStream(Collections.enumeration(Stream.concat(
                        Stream.of(text(head)),
                        Stream.concat(
                                IntStream.range(0, megabytes).mapToObj(i -> new ByteArrayInputStream(letters)),
                                Stream.of(text("\r\n--b--\r\n"))))
                .toList()));
    }

    private long waiting() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void filesWaitUntilTheUploadIsClosed() throws IOException {
        try (SnapshotUpload upload = read(text(part("files", "lib/ä.py", "print(1)")
                + part("other", null, "is not read")
                + part("files", "empty", "")
                + part("dirTree", "tree.json", "[{\"path\":\"empty\"}]")
                + part("tags", null, "{\"a\":\"b\"}")
                + "--b--\r\n"))) {
            assertThat(upload.files())
                    .containsExactly(
                            new SnapshotFile("lib/ä.py", Sha256.hex("print(1)"), 8),
                            new SnapshotFile("empty", Sha256.hex(""), 0));
            assertThat(upload.content(upload.files().get(0))).hasContent("print(1)");
            assertThat(upload.dirTree()).hasSize(1);
            assertThat(upload.texts("tags")).isEqualTo(Map.of("a", "b"));
            assertThat(upload.texts("properties")).isEmpty();
        }
        assertThat(waiting()).isZero();
    }

    @ParameterizedTest(name = "{0} as {1}, {2} MB: {3}")
    @CsvSource(
            nullValues = "none",
            value = {
                "dirTree, tree.json, 400, 413",
                "dirTree, none, 400, 413",
                "tags, tags.json, 400, 413",
                "properties, none, 2, 413",
                "files, data.csv, 400, 400"
            })
    void aLargePartIsRefusedWithoutItsContentInMemory(String name, String file, int megabytes, int status)
            throws IOException {
        InputStream body = large(part("files", "first", "1") + head(name, file), megabytes);
        long before = THREADS.getCurrentThreadAllocatedBytes();

        AzureException refused = catchThrowableOfType(AzureException.class, () -> read(body));

        assertThat(refused).extracting(AzureException::status).isEqualTo(status);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).isLessThan((file != null && status == 400 ? 1000L : 8L) * MEGABYTE);
        assertThat(waiting()).isZero();
    }

    @Test
    void manyFilesAndLongHeadersAndMalformedFormsAreRefused() throws IOException {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i <= SnapshotLimits.MOST_FILES; i++) {
            many.append(part("files", "f" + i, ""));
        }
        StringBuilder headers = new StringBuilder("--b\r\n");
        for (int i = 0; i < 100_000; i++) {
            headers.append("X-").append(i).append(": y\r\n");
        }
        for (String body : List.of(
                many + "--b--\r\n",
                headers + "\r\n\r\n--b--\r\n",
                part("files", "n".repeat(200_000), "") + "--b--\r\n",
                "x".repeat(200_000),
                part("files", "cut", "1"),
                part("files", "../up", "1") + "--b--\r\n",
                part("files", null, "1") + "--b--\r\n",
                part("files", "a", "1") + part("files", "a", "1") + "--b--\r\n")) {
            AzureException refused = catchThrowableOfType(AzureException.class, () -> read(text(body)));
            assertThat(refused)
                    .as(body.substring(0, 60))
                    .extracting(AzureException::status)
                    .isEqualTo(400);
            assertThat(waiting()).isZero();
        }
    }

    @Test
    void twoThousandFilesAreTaken() throws IOException {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < SnapshotLimits.MOST_FILES; i++) {
            many.append(part("files", "f" + i, "x"));
        }
        try (SnapshotUpload upload = read(text(many + "--b--\r\n"))) {
            assertThat(upload.files()).hasSize(SnapshotLimits.MOST_FILES);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {"dirTree | deep", "dirTree | wide", "dirTree | no json", "tags | deep", "tags | {\"a\":{}}"})
    void documentsThatAreNoneAreRefused(String name, String content) throws IOException {
        String document = switch (content) {
            case "deep" -> "[".repeat(500_000);
            case "wide" -> "[" + "{},".repeat(300_000) + "{}]";
            default -> content;
        };
        try (SnapshotUpload upload = read(text(part(name, "x", document) + "--b--\r\n"))) {
            AzureException refused = catchThrowableOfType(AzureException.class, () -> {
                upload.dirTree();
                upload.texts(name);
            });
            assertThat(refused).extracting(AzureException::status).isEqualTo(400);
        }
    }

    @Test
    void aBodyWithoutABoundaryIsNoForm() {
        AzureException refused = catchThrowableOfType(
                AzureException.class,
                () -> SnapshotUpload.read(text(""), "multipart/form-data", new UploadFolder(folder)));
        assertThat(refused).extracting(AzureException::status).isEqualTo(400);
    }
}
