package io.mltwin.identity.access;

import java.util.Locale;

/** Scopes as compared: lower case, single slashes, none at the end. */
public final class ScopeKey {

    public static final String ROOT = "/";

    private ScopeKey() {}

    /** The key of a scope, or null for a text that is none. */
    public static String of(String scope) {
        if (scope == null || !scope.startsWith("/")) {
            return null;
        }
        StringBuilder key = new StringBuilder(scope.length());
        for (String segment : scope.toLowerCase(Locale.ROOT).split("/")) {
            if (segment.equals("..") || segment.equals(".")) {
                return null;
            }
            if (!segment.isEmpty()) {
                key.append('/').append(segment);
            }
        }
        return key.isEmpty() ? ROOT : key.toString();
    }

    /** True when {@code target} is {@code scope} or lies below it; both are keys. */
    public static boolean covers(String scope, String target) {
        return scope.equals(ROOT)
                || target.startsWith(scope)
                        && (target.length() == scope.length()
                                || target.charAt(scope.length()) == '/');
    }
}
