package io.mltwin.armweb;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Limits the depth and the number of parts of the JSON that a service reads to more than Azure's
 * clients ever send. A tree takes many times the bytes of its text, and walking it needs a stack.
 */
@Singleton
public class JsonLimits implements ObjectMapperCustomizer {

    private static final int DEEPEST = 100;
    private static final long MOST_TOKENS = 1_000_000;

    @Override
    public void customize(ObjectMapper json) {
        json.getFactory()
                .setStreamReadConstraints(
                        json.getFactory()
                                .streamReadConstraints()
                                .rebuild()
                                .maxNestingDepth(DEEPEST)
                                .maxTokenCount(MOST_TOKENS)
                                .build());
    }

    /** Returns the constraints for one request's document, which is held as a tree. */
    public static StreamReadConstraints ofDocument() {
        return StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxTokenCount(MOST_TOKENS / 5)
                .build();
    }
}
