package io.mltwin.armweb;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Limits the depth and the number of parts of the JSON that a service reads to more than Azure's
 * clients ever send. A tree takes many times the bytes of its text, and walking it needs a stack. A
 * list of a record has no null in it: Azure takes none either, and no reader has to look for one.
 */
@Singleton
public class JsonLimits implements ObjectMapperCustomizer {

    private static final int DEEPEST = 100;
    private static final long MOST_TOKENS = 1_000_000;

    @Override
    public void customize(ObjectMapper json) {
        json.getFactory()
                .setStreamReadConstraints(json.getFactory()
                        .streamReadConstraints()
                        .rebuild()
                        .maxNestingDepth(DEEPEST)
                        .maxTokenCount(MOST_TOKENS)
                        .build());
        for (Class<?> list : List.of(Collection.class, List.class, Set.class)) {
            json.configOverride(list).setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL));
        }
    }

    /** Returns the constraints for one request's document, which is held as a tree. */
    public static StreamReadConstraints ofDocument() {
        return StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxTokenCount(MOST_TOKENS / 5)
                .build();
    }
}
