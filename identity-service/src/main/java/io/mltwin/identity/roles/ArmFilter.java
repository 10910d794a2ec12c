package io.mltwin.identity.roles;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code $filter} of role assignments and definitions: terms joined by {@code and}. */
record ArmFilter(List<Term> terms) {

    private static final Pattern TERM =
            Pattern.compile(
                    "(?i)\\s*(?:(\\w+)\\(\\s*(?:'([^']*)')?\\s*\\)|(\\w+)\\s+eq\\s+'([^']*)')\\s*");
    private static final Pattern AND =
            Pattern.compile("(?i)\\s+and\\s+(?=(?:[^']*'[^']*')*[^']*$)");

    /**
     * {@code name(…)} or {@code name eq '…'}.
     *
     * @param value null for none
     */
    record Term(String name, String value, boolean isFunction) {

        boolean isFunction(String function) {
            return isFunction && name.equalsIgnoreCase(function);
        }

        boolean isProperty(String property) {
            return !isFunction && name.equalsIgnoreCase(property);
        }
    }

    static ArmFilter parse(String filter) {
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
                                : new Term(term.group(3), term.group(4), false));
            }
        }
        return new ArmFilter(terms);
    }
}
