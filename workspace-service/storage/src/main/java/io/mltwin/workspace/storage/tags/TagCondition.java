package io.mltwin.workspace.storage.tags;

import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeader;

import java.util.Map;

/**
 * An expression over index tags: the condition {@code x-ms-if-tags} of a request, or what is in the
 * {@link TagFilter} of a search.
 */
public interface TagCondition {

    /**
     * @param container of the blob
     */
    boolean matches(Map<String, String> tags, String container);

    /**
     * Returns the condition of a request: {@code AND}, {@code OR} and parentheses; {@code <>} too.
     *
     * @param name of the header
     * @throws io.mltwin.armweb.AzureException 400 when it cannot be read
     */
    static TagCondition ofHeader(String name, String text) {
        try {
            return TagConditionParser.condition(text);
        } catch (IllegalArgumentException malformed) {
            throw invalidHeader(name, malformed.getMessage());
        }
    }
}
