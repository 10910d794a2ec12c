package io.mltwin.telemetry.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/** Parses a batch whose items, each a tree in memory, have only so many parts. */
final class ItemParser extends JsonParserDelegate {

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
