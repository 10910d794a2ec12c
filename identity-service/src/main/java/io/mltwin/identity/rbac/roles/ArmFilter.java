package io.mltwin.identity.rbac.roles;

import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code $filter} of role assignments and definitions: terms joined by {@code and}. */
public record ArmFilter(List<Term> terms) {

    private static final Pattern TERM =
            Pattern.compile(
                    "(?i)\\s*(?:(\\w+)\\(\\s*(?:'([^']*)')?\\s*\\)"
                            // an id may come without quotes
                            + "|(\\w+)\\s+eq\\s+(?:'([^']*)'|([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})))\\s*");
    private static final Pattern AND =
            Pattern.compile("(?i)\\s+and\\s+(?=(?:[^']*+'[^']*+')*+[^']*+$)");

    /** The refusal of a term that means nothing here. */
    public static AzureFault unsupported(String filter) {
        return RoleErrors.invalidFilter(filter);
    }

    /**
     * {@code name(…)} or {@code name eq '…'}.
     *
     * @param value null for none
     */
    public record Term(String name, String value, boolean isFunction) {

        public boolean isFunction(String function) {
            return isFunction && AsciiCase.equal(name, function);
        }

        public boolean isProperty(String property) {
            return !isFunction && AsciiCase.equal(name, property);
        }
    }

    /** Reads the filter; null for none. */
    public static ArmFilter parse(String filter) {
        List<Term> terms = new ArrayList<>();
        if (filter != null && !filter.isBlank()) {
            for (String part : AND.split(filter.trim())) {
                Matcher term = TERM.matcher(part);
                if (!term.matches()) {
                    throw RoleErrors.invalidFilter(filter);
                }
                terms.add(
                        term.group(1) != null
                                ? new Term(term.group(1), term.group(2), true)
                                : new Term(
                                        term.group(3),
                                        term.group(4) == null ? term.group(5) : term.group(4),
                                        false));
            }
        }
        return new ArmFilter(terms);
    }
}
