package io.mltwin.workspace.index;

import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of OData filters that ARM's lists take: {@code name eq 'value'} joined by {@code and}.
 */
public final class FilterTerms {

    private static final Pattern TERM =
            AsciiCase.pattern("\\s*([A-Za-z/]+)\\s+eq\\s+'((?:[^']|'')*+)'\\s*");
    private static final Pattern AND = AsciiCase.pattern("and\\s");

    private FilterTerms() {}

    /**
     * Values by lower-case name; none for a null or empty filter.
     *
     * @throws AzureFault 400 {@code InvalidFilterInQueryString} for any other filter
     */
    public static Map<String, String> parse(String filter, Set<String> allowed) {
        Map<String, String> terms = new LinkedHashMap<>();
        if (filter == null || filter.isBlank()) {
            return terms;
        }
        int at = 0;
        while (true) {
            Matcher term = TERM.matcher(filter).region(at, filter.length());
            if (!term.lookingAt() || !allowed.contains(AsciiCase.lower(term.group(1)))) {
                throw invalid(filter, allowed);
            }
            terms.put(AsciiCase.lower(term.group(1)), term.group(2).replace("''", "'"));
            at = term.end();
            if (at == filter.length()) {
                return terms;
            }
            Matcher and = AND.matcher(filter).region(at, filter.length());
            if (!and.lookingAt()) {
                throw invalid(filter, allowed);
            }
            at = and.end();
        }
    }

    private static AzureFault invalid(String filter, Set<String> allowed) {
        return new AzureFault(
                400,
                "InvalidFilterInQueryString",
                "Invalid $filter '"
                        + filter
                        + "' specified in the query string: give terms of "
                        + String.join(", ", allowed.stream().sorted().toList())
                        + " with eq, joined by and.");
    }
}
