package io.mltwin.workspace.index;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.odatafilter.FilterException;
import io.mltwin.odatafilter.FilterExpression.Comparison;
import io.mltwin.odatafilter.FilterExpression.Operator;
import io.mltwin.odatafilter.FilterParser;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The part of {@code $filter} that ARM's lists take: {@code name eq 'value'} joined by and. */
public final class FilterTerms {

    private FilterTerms() {}

    /**
     * Returns values by lower-case name; none for a null or empty filter.
     *
     * @throws AzureException 400 {@code InvalidFilterInQueryString} for any other filter
     */
    public static Map<String, String> parse(String filter, Set<String> allowed) {
        Map<String, String> terms = new LinkedHashMap<>();
        try {
            for (Comparison comparison : FilterParser.parseComparisons(filter)) {
                String name = AsciiCase.lower(comparison.path());
                if (comparison.operator() != Operator.EQ || !comparison.value().isQuoted() || !allowed.contains(name)) {
                    throw invalid(filter, allowed);
                }
                terms.put(name, comparison.value().text());
            }
        } catch (FilterException malformed) {
            throw invalid(filter, allowed);
        }
        return terms;
    }

    private static AzureException invalid(String filter, Set<String> allowed) {
        return badRequest(
                "InvalidFilterInQueryString",
                "Invalid $filter '%s' specified in the query string: give terms of %s with eq, joined by and.",
                filter,
                String.join(", ", allowed.stream().sorted().toList()));
    }
}
