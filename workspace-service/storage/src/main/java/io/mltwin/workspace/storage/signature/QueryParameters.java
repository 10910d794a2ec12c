package io.mltwin.workspace.storage.signature;

import io.mltwin.encoding.AsciiCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Query parameters as Azure Storage reads and signs them: names in lower case and sorted, values
 * percent-decoded with {@code +} kept, all values of a repeated name.
 */
public final class QueryParameters {

    private final SortedMap<String, List<String>> values = new TreeMap<>();

    private QueryParameters() {}

    public static QueryParameters parse(String rawQuery) {
        QueryParameters result = new QueryParameters();
        for (String pair : rawQuery.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = AsciiCase.lower(PercentDecoding.decode(equals < 0 ? pair : pair.substring(0, equals)));
                String value = equals < 0 ? "" : PercentDecoding.decode(pair.substring(equals + 1));
                result.values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
            }
        }
        return result;
    }

    /** Returns the first value, or null. */
    public String get(String name) {
        List<String> found = values.get(name);
        return found == null ? null : found.get(0);
    }

    /** Returns the first value, or the empty text. */
    public String orEmpty(String name) {
        String value = get(name);
        return value == null ? "" : value;
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** All values by sorted name. */
    public Map<String, List<String>> all() {
        return values;
    }
}
