package io.mltwin.compute.queries;

import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of OData's {@code $filter} that run history's clients send: {@code Field eq 'value'} and
 * {@code ne}, joined by {@code and}. Anything else is a 400.
 *
 * <p>Deviation: Azure also takes or, not, comparisons and functions.
 */
public final class Filter {

    private static final Pattern CONDITION =
            AsciiCase.pattern("\\s*(\\w+)\\s+(eq|ne)\\s+'((?:[^']|'')*+)'\\s*");
    private static final Pattern AND = AsciiCase.pattern("and\\s");

    private final List<Condition> conditions;

    /** One comparison. */
    record Condition(String field, boolean equal, String value) {}

    private Filter(List<Condition> conditions) {
        this.conditions = conditions;
    }

    /**
     * Reads a filter; null and blank match everything.
     *
     * @param fields the fields that may be named, compared without case
     */
    public static Filter parse(String text, Set<String> fields) {
        List<Condition> conditions = new ArrayList<>();
        if (text == null || text.isBlank()) {
            return new Filter(conditions);
        }
        Matcher condition = CONDITION.matcher(text);
        int at = 0;
        while (true) {
            condition.region(at, text.length());
            if (!condition.lookingAt()) {
                throw invalid(text, fields);
            }
            String name = condition.group(1);
            String field =
                    fields.stream()
                            .filter(AsciiCase.equalTo(name))
                            .findFirst()
                            .orElseThrow(() -> invalid(text, fields));
            conditions.add(
                    new Condition(
                            field,
                            AsciiCase.equal(condition.group(2), "eq"),
                            condition.group(3).replace("''", "'")));
            at = condition.end();
            if (at == text.length()) {
                return new Filter(conditions);
            }
            Matcher and = AND.matcher(text).region(at, text.length());
            if (!and.lookingAt()) {
                throw invalid(text, fields);
            }
            at = and.end();
        }
    }

    public boolean matches(Function<String, String> valueOf) {
        return conditions.stream()
                .allMatch(c -> c.value().equals(valueOf.apply(c.field())) == c.equal());
    }

    /** The value a field must have, or null when the filter does not say. */
    public String required(String field) {
        return conditions.stream()
                .filter(c -> c.equal() && c.field().equals(field))
                .map(Condition::value)
                .findFirst()
                .orElse(null);
    }

    private static AzureFault invalid(String text, Set<String> fields) {
        return new AzureFault(
                400,
                "InvalidFilter",
                "The filter \""
                        + text
                        + "\" is not supported: use Field eq 'value' or ne, joined by and, with a field of "
                        + fields.stream().sorted().toList()
                        + ".");
    }
}
