package io.mltwin.identity.rbac;

import io.mltwin.encoding.AsciiCase;
import java.util.ArrayList;
import java.util.List;

/** Normalizes scopes for comparison: lower case, single slashes, none at the end. */
public final class ScopeKey {

    public static final String ROOT = "/";

    private ScopeKey() {}

    /** Returns the key of a scope, or null for a text that is no scope. */
    public static String of(String scope) {
        if (scope == null || !scope.startsWith("/")) {
            return null;
        }
        String lower = AsciiCase.lower(scope);
        StringBuilder key = new StringBuilder(lower.length());
        for (int start = 1; start < lower.length(); ) {
            int slash = lower.indexOf('/', start);
            int end = slash < 0 ? lower.length() : slash;
            if (isDots(lower, start, end)) {
                return null;
            }
            if (end > start) {
                key.append('/').append(lower, start, end);
            }
            start = end + 1;
        }
        return key.isEmpty() ? ROOT : key.toString();
    }

    private static boolean isDots(String text, int start, int end) {
        int length = end - start;
        return (length == 1 || length == 2) && text.charAt(start) == '.' && text.charAt(end - 1) == '.';
    }

    /** Returns a key, and those of all scopes that cover it. */
    public static List<String> withAncestors(String key) {
        List<String> keys = new ArrayList<>(List.of(ROOT));
        for (int end = key.indexOf('/', 1); end > 0; end = key.indexOf('/', end + 1)) {
            keys.add(key.substring(0, end));
        }
        keys.add(key);
        return keys;
    }

    /** Returns true when {@code target} is {@code scope} or lies below it; both are keys. */
    public static boolean covers(String scope, String target) {
        return scope.equals(ROOT)
                || target.startsWith(scope)
                        && (target.length() == scope.length() || target.charAt(scope.length()) == '/');
    }
}
