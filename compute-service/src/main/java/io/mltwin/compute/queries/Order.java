package io.mltwin.compute.queries;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import java.util.Comparator;
import java.util.Map;

/** {@code orderBy} of run history: one field with {@code asc} or {@code desc}. */
public final class Order {

    private Order() {}

    /**
     * The order asked for.
     *
     * @param fields comparators by field name
     * @param usual the order when none is asked for
     */
    public static <T> Comparator<T> parse(String text, Map<String, Comparator<T>> fields, Comparator<T> usual) {
        if (text == null || text.isBlank()) {
            return usual;
        }
        String[] words = text.trim().split("\\s+");
        for (Map.Entry<String, Comparator<T>> field : fields.entrySet()) {
            if (words.length <= 2 && AsciiCase.equal(field.getKey(), words[0])) {
                if (words.length == 1 || AsciiCase.equal(words[1], "asc")) {
                    return field.getValue();
                }
                if (AsciiCase.equal(words[1], "desc")) {
                    return field.getValue().reversed();
                }
            }
        }
        throw new AzureException(
                400,
                "InvalidOrderBy",
                "The order \""
                        + text
                        + "\" is not supported: use one of "
                        + fields.keySet().stream().sorted().toList()
                        + " with asc or desc.");
    }
}
