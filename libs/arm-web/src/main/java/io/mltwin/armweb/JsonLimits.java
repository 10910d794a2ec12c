package io.mltwin.armweb;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * No JSON that a service reads nests deeper, or has more parts, than anything Azure's clients send:
 * a tree of it takes many times its bytes, and what walks down a tree needs a stack.
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

    /** The constraints for one request's document, which is held as a tree. */
    public static StreamReadConstraints ofDocument() {
        return StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxTokenCount(MOST_TOKENS / 5)
                .build();
    }
}
