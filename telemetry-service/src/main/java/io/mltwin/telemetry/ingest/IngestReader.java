package io.mltwin.telemetry.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads a batch of telemetry: plain or gzip, one JSON object a line or a JSON array. */
@Singleton
class IngestReader {

    static final int LARGEST_BYTES = 16 << 20;

    private final ObjectMapper json;

    IngestReader(ObjectMapper json) {
        this.json = json;
    }

    /**
     * The items, as trees: each is judged by itself.
     *
     * @throws AzureFault 400 when it is no JSON, 413 when it is too large
     */
    List<JsonNode> items(byte[] body, String encoding) {
        String text =
                new String(
                                unpacked(body == null ? new byte[0] : body, encoding),
                                StandardCharsets.UTF_8)
                        .strip();
        try {
            if (text.startsWith("[")) {
                List<JsonNode> items = new ArrayList<>();
                json.readTree(text).forEach(items::add);
                return items;
            }
            List<JsonNode> items = new ArrayList<>();
            for (String line : text.split("\\R")) {
                if (!line.isBlank()) {
                    items.add(json.readTree(line));
                }
            }
            return items;
        } catch (IOException e) {
            throw new AzureFault(
                    400,
                    "BadRequest",
                    "The body is neither one JSON object a line nor a JSON array.");
        }
    }

    private static byte[] unpacked(byte[] body, String encoding) {
        if (encoding == null || AsciiCase.equal(encoding, "identity")) {
            return limited(body);
        }
        if (!AsciiCase.equal(encoding, "gzip")) {
            throw new AzureFault(
                    415,
                    "UnsupportedMediaType",
                    "The content encoding '"
                            + encoding
                            + "' is not known here; send gzip or none.");
        }
        try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return limited(plain.readNBytes(LARGEST_BYTES + 1));
        } catch (IOException e) {
            throw new AzureFault(
                    400, "BadRequest", "The body is not compressed with gzip as its header says.");
        }
    }

    private static byte[] limited(byte[] body) {
        if (body.length > LARGEST_BYTES) {
            throw new AzureFault(
                    413,
                    "RequestEntityTooLarge",
                    "A batch of telemetry has at most " + LARGEST_BYTES + " bytes.");
        }
        return body;
    }
}
