package io.mltwin.compute.queries;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.encoding.Absence.isBlank;

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
        if (isBlank(text)) {
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
        throw badRequest(
                "InvalidOrderBy",
                "The order \"%s\" is not supported: use one of %s with asc or desc.",
                text,
                fields.keySet().stream().sorted().toList());
    }
}
