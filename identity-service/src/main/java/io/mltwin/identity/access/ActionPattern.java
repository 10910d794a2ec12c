package io.mltwin.identity.access;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An action of a role with wildcards: {@code *} matches any run of characters including {@code /},
 * {@code /*}{@code /} matches no segment too, and case does not matter.
 */
final class ActionPattern {

    private static final Pattern SPLIT = Pattern.compile("(?<=/)\\*/|\\*");

    private final String literal;
    private final Pattern pattern;

    private ActionPattern(String literal, Pattern pattern) {
        this.literal = literal;
        this.pattern = pattern;
    }

    static ActionPattern of(String text) {
        String action = text.toLowerCase(Locale.ROOT);
        if (action.indexOf('*') < 0) {
            return new ActionPattern(action, null);
        }
        StringBuilder regex = new StringBuilder();
        var wildcard = SPLIT.matcher(action);
        int at = 0;
        while (wildcard.find()) {
            regex.append(Pattern.quote(action.substring(at, wildcard.start())));
            regex.append(wildcard.group().equals("*/") ? "(?:.*/)?" : ".*");
            at = wildcard.end();
        }
        regex.append(Pattern.quote(action.substring(at)));
        return new ActionPattern(null, Pattern.compile(regex.toString(), Pattern.DOTALL));
    }

    /**
     * @param action in lower case
     */
    boolean matches(String action) {
        return literal != null ? literal.equals(action) : pattern.matcher(action).matches();
    }
}
