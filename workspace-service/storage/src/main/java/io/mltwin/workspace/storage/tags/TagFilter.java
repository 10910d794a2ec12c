package io.mltwin.workspace.storage.tags;

import static io.mltwin.workspace.storage.wire.RequestErrors.invalidQuery;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The {@code where} of Find Blobs by Tags: comparisons of keys, and of {@code @container}, joined
 * by {@code AND}. Of one key it takes one comparison, or the two ends of a range.
 *
 * @param keys that it compares, which alone are shown of the tags of a blob
 */
public record TagFilter(TagCondition condition, Set<String> keys) {

    /**
     * Reads the filter of a search.
     *
     * @throws io.mltwin.armweb.AzureException 400 when it cannot be read
     */
    public static TagFilter of(String where) {
        try {
            return TagConditionParser.filter(where);
        } catch (IllegalArgumentException malformed) {
            throw invalidQuery("where", where, malformed.getMessage());
        }
    }

    public boolean matches(Map<String, String> tags, String container) {
        return condition.matches(tags, container);
    }

    /** Returns those of a blob's tags that the filter names. */
    public Map<String, String> shown(Map<String, String> tags) {
        Map<String, String> shown = new TreeMap<>(tags);
        shown.keySet().retainAll(keys);
        return shown;
    }
}
