package io.mltwin.workspace.storage.tags;

import io.mltwin.workspace.storage.wire.RequestErrors;
import java.util.Map;

/**
 * An expression over index tags: the condition {@code x-ms-if-tags} of a request, or the {@code
 * where} of Find Blobs by Tags, which knows {@code @container} and {@code AND} alone.
 */
public interface TagCondition {

    /**
     * @param container of the blob
     */
    boolean matches(Map<String, String> tags, String container);

    /** The condition of a request: {@code AND}, {@code OR} and parentheses; {@code <>} too. */
    static TagCondition ofHeader(String text) {
        try {
            return new TagConditionParser(text, true).parse();
        } catch (IllegalArgumentException malformed) {
            throw RequestErrors.invalidHeader("x-ms-if-tags", malformed.getMessage());
        }
    }

    /** The filter of a search. */
    static TagCondition ofQuery(String text) {
        try {
            return new TagConditionParser(text, false).parse();
        } catch (IllegalArgumentException malformed) {
            throw RequestErrors.invalidQuery("where", text, malformed.getMessage());
        }
    }
}
