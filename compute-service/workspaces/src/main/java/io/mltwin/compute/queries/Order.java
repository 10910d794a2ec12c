package io.mltwin.compute.queries;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import java.util.Map;
import java.util.function.UnaryOperator;

/** {@code orderBy} of run history: one field with {@code asc} or {@code desc}. */
public final class Order {

    private Order() {}

    /**
     * The order asked for.
     *
     * @param fields orders by field name
     * @param usual the order when none is asked for
     * @param reversed turns an order round
     */
    public static <T> T parse(String text, Map<String, T> fields, T usual, UnaryOperator<T> reversed) {
        if (text == null || text.isBlank()) {
            return usual;
        }
        String[] words = text.trim().split("\\s+");
        for (Map.Entry<String, T> field : fields.entrySet()) {
            if (words.length <= 2 && AsciiCase.equal(field.getKey(), words[0])) {
                if (words.length == 1 || AsciiCase.equal(words[1], "asc")) {
                    return field.getValue();
                }
                if (AsciiCase.equal(words[1], "desc")) {
                    return reversed.apply(field.getValue());
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
