package io.mltwin.compute.queries;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.odatafilter.FilterException;
import io.mltwin.odatafilter.FilterExpression.Comparison;
import io.mltwin.odatafilter.FilterExpression.Operator;
import io.mltwin.odatafilter.FilterParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The part of OData's {@code $filter} that run history's clients send: {@code Field eq 'value'} and
 * {@code ne}, joined by {@code and}. Anything else is a 400.
 *
 * <p>Deviation: Azure also takes or, not, comparisons and functions.
 */
public final class Filter {

    private final List<Condition> conditions;

    /** One comparison. */
    public record Condition(String field, boolean equal, String value) {}

    private Filter(List<Condition> conditions) {
        this.conditions = conditions;
    }

    /**
     * Parses a filter; null and blank match everything.
     *
     * @param fields the fields that may be named, compared without case
     */
    public static Filter parse(String text, Set<String> fields) {
        List<Condition> conditions = new ArrayList<>();
        try {
            for (Comparison comparison : FilterParser.parseComparisons(text)) {
                boolean equal = comparison.operator() == Operator.EQ;
                if (!comparison.value().isQuoted() || !equal && comparison.operator() != Operator.NE) {
                    throw invalid(text, fields);
                }
                String field = fields.stream()
                        .filter(AsciiCase.equalTo(comparison.path()))
                        .findFirst()
                        .orElseThrow(() -> invalid(text, fields));
                conditions.add(new Condition(field, equal, comparison.value().text()));
            }
        } catch (FilterException malformed) {
            throw invalid(text, fields);
        }
        return new Filter(conditions);
    }

    public boolean matches(Function<String, String> valueOf) {
        return conditions.stream().allMatch(c -> c.value().equals(valueOf.apply(c.field())) == c.equal());
    }

    /** Returns all comparisons, which must all hold. */
    public List<Condition> conditions() {
        return List.copyOf(conditions);
    }

    /** Returns the value that a field must have, or null when the filter does not say. */
    public String required(String field) {
        return conditions.stream()
                .filter(c -> c.equal() && c.field().equals(field))
                .map(Condition::value)
                .findFirst()
                .orElse(null);
    }

    private static AzureException invalid(String text, Set<String> fields) {
        return badRequest(
                "InvalidFilter",
                "The filter \"%s\" is not supported: use Field eq 'value' or ne, joined by and, with a field of %s.",
                text,
                fields.stream().sorted().toList());
    }
}
