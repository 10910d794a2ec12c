package io.mltwin.telemetry.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * Reads a batch of telemetry item by item: plain or gzip, one JSON object a line or a JSON array.
 */
@Singleton
class IngestReader {

    static final int LARGEST_BYTES = 16 << 20;
    static final int MOST_ITEMS = 10_000;
    static final int LARGEST_ITEM = 64 << 10;

    private final ObjectMapper json;

    IngestReader(ObjectMapper json) {
        // own factory: a batch has more parts than one document may have
        this.json = json.copyWith(ItemParser.factory());
    }

    /**
     * Gives the items one after the other, as trees: each is judged by itself. One that is too
     * large is missing.
     *
     * @throws AzureException 400 when it is no JSON, 413 when it is too large
     */
    void items(InputStream body, String encoding, Consumer<JsonNode> consumer) {
        try (InputStream unpacked = unpacked(body, encoding);
                ItemParser parser = new ItemParser(json.getFactory().createParser(unpacked))) {
            if (!isRead(parser, consumer)) {
                // which of two faults a batch has does not depend on where it is malformed
                unpacked.transferTo(OutputStream.nullOutputStream());
                throw AzureException.badRequest(
                        "BadRequest", "The body is neither one JSON object a line nor a JSON array.");
            }
        } catch (IOException e) {
            throw AzureException.badRequest("BadRequest", "The body is not compressed with gzip as its header says.");
        }
    }

    /** Returns false when it is no JSON. */
    private boolean isRead(ItemParser parser, Consumer<JsonNode> consumer) throws IOException {
        try {
            read(parser, consumer);
            return true;
        } catch (StreamConstraintsException large) {
            throw AzureException.badRequest("BadRequest", large.getOriginalMessage());
        } catch (JsonProcessingException malformed) {
            return false;
        }
    }

    private void read(ItemParser parser, Consumer<JsonNode> consumer) throws IOException {
        if (parser.nextToken() == JsonToken.START_ARRAY) {
            parser.nextToken();
        }
        int items = 0;
        while (parser.currentToken() != null && parser.currentToken() != JsonToken.END_ARRAY) {
            items++;
            if (items > MOST_ITEMS) {
                throw tooLarge("A batch of telemetry has at most " + MOST_ITEMS + " items.");
            }
            parser.beginItem();
            long begin = parser.currentTokenLocation().getByteOffset();
            JsonNode item = json.readTree(parser);
            boolean large = parser.currentLocation().getByteOffset() - begin > LARGEST_ITEM;
            consumer.accept(large ? MissingNode.getInstance() : item);
            parser.nextToken();
        }
    }

    private static InputStream unpacked(InputStream body, String encoding) throws IOException {
        if (encoding == null || AsciiCase.equal(encoding, "identity")) {
            return new LimitedStream(body);
        }
        if (!AsciiCase.equal(encoding, "gzip")) {
            throw new AzureException(
                    415,
                    "UnsupportedMediaType",
                    "The content encoding '%s' is not known here; send gzip or none.",
                    encoding);
        }
        return new LimitedStream(new GZIPInputStream(body));
    }

    static AzureException tooLarge(String message) {
        return new AzureException(413, "RequestEntityTooLarge", message);
    }

    /** Ends a batch that is larger than one may be, however small it is packed. */
    private static final class LimitedStream extends InputStream {

        private final InputStream in;
        private long read;

        LimitedStream(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = in.read(target, offset, length);
            read += Math.max(0, count);
            if (read > LARGEST_BYTES) {
                throw tooLarge("A batch of telemetry has at most " + LARGEST_BYTES + " bytes.");
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** Parses a batch whose items, each a tree in memory, have only so many parts. */
    static final class ItemParser extends JsonParserDelegate {

        private static final int MOST_TOKENS = 20_000;
        private static final int DEEPEST = 100;
        private static final int LONGEST = 256 << 10;

        private int tokens;

        ItemParser(JsonParser parser) {
            super(parser);
        }

        static JsonFactory factory() {
            // UTF-8, whatever it looks like: the place in it is counted in bytes
            return JsonFactory.builder()
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(LONGEST)
                            .build())
                    .build();
        }

        void beginItem() {
            tokens = 0;
        }

        @Override
        public JsonToken nextToken() throws IOException {
            count();
            return super.nextToken();
        }

        private void count() {
            if (++tokens > MOST_TOKENS) {
                throw IngestReader.tooLarge("An item of telemetry has at most " + MOST_TOKENS + " parts.");
            }
        }
    }
}
