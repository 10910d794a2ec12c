package io.mltwin.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The records of scoring requests that the service under test has kept on its disk. Its tests have
 * no Kafka, so that none is published.
 */
final class SpooledRecords {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HEAD = 8;

    private SpooledRecords() {}

    /** The records of one request, by the {@code x-ms-request-id} of its answer. */
    static List<JsonNode> of(String requestId) {
        Path folder = Path.of(ConfigProvider.getConfig().getValue("mltwin.data-dir", String.class), "spool");
        List<JsonNode> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".spool")).toList()) {
                addAll(found, Files.readAllBytes(file), requestId);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** A file is frames of length, checksum and content. */
    private static void addAll(List<JsonNode> found, byte[] file, String requestId) throws IOException {
        ByteBuffer frames = ByteBuffer.wrap(file);
        while (frames.remaining() >= HEAD) {
            int length = frames.getInt();
            frames.getInt();
            if (length <= 0 || length > frames.remaining()) {
                return;
            }
            byte[] content = new byte[length];
            frames.get(content);
            // thousands are there in the end: only what may be it is parsed
            if (!new String(content, StandardCharsets.UTF_8).contains(requestId)) {
                continue;
            }
            JsonNode record = JSON.readTree(content);
            if (record.path("requestId").asText().equals(requestId)) {
                found.add(record);
            }
        }
    }
}
