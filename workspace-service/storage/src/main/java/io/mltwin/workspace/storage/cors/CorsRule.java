package io.mltwin.workspace.storage.cors;

import io.mltwin.encoding.AsciiCase;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One rule of a service ("Set Blob Service Properties", CorsRule).
 *
 * @param allowedOrigins each an origin, one with a wildcard for its subdomains, with or without a
 *     scheme, or {@code *}
 * @param allowedHeaders of requests: names, prefixes that end in {@code *}, or {@code *}
 * @param exposedHeaders of answers, likewise
 * @param maxAgeInSeconds for which a browser keeps the answer to a preflight
 */
public record CorsRule(
        List<String> allowedOrigins,
        List<String> allowedMethods,
        Integer maxAgeInSeconds,
        List<String> exposedHeaders,
        List<String> allowedHeaders) {

    static final String ANY = "*";

    private static final Set<String> METHODS =
            Set.of("DELETE", "GET", "HEAD", "MERGE", "OPTIONS", "PATCH", "POST", "PUT");
    private static final int LONGEST = 256;
    private static final int MOST_ORIGINS = 64;
    private static final int MOST_NAMES = 64;
    private static final int MOST_PREFIXES = 2;

    /**
     * Checks Azure's limits.
     *
     * @throws IllegalArgumentException that says what is wrong
     */
    void check() {
        if (allowedOrigins == null
                || allowedMethods == null
                || maxAgeInSeconds == null
                || exposedHeaders == null
                || allowedHeaders == null) {
            throw new IllegalArgumentException(
                    "a rule has allowedOrigins, allowedMethods, maxAgeInSeconds, exposedHeaders and allowedHeaders.");
        }
        if (allowedOrigins.isEmpty() || allowedOrigins.size() > MOST_ORIGINS) {
            throw new IllegalArgumentException("allowedOrigins has 1 to " + MOST_ORIGINS + " origins.");
        }
        if (allowedMethods.isEmpty() || !METHODS.containsAll(allowedMethods)) {
            throw new IllegalArgumentException(
                    "allowedMethods are of DELETE, GET, HEAD, MERGE, OPTIONS, PATCH, POST and PUT.");
        }
        if (maxAgeInSeconds < 0) {
            throw new IllegalArgumentException("maxAgeInSeconds is 0 or more.");
        }
        checkTexts("allowedOrigins", allowedOrigins);
        checkHeaders("exposedHeaders", exposedHeaders);
        checkHeaders("allowedHeaders", allowedHeaders);
    }

    private static void checkTexts(String name, List<String> texts) {
        for (String text : texts) {
            boolean printable = text.chars().allMatch(c -> c > ' ' && c < 0x7F && c != ',');
            if (text.isEmpty() || text.length() > LONGEST || !printable) {
                throw new IllegalArgumentException(name + " are of 1 to " + LONGEST + " printable characters.");
            }
        }
    }

    private static void checkHeaders(String name, List<String> headers) {
        checkTexts(name, headers);
        long prefixes = headers.stream().filter(one -> one.endsWith(ANY)).count();
        if (headers.size() - prefixes > MOST_NAMES || prefixes > MOST_PREFIXES) {
            throw new IllegalArgumentException(
                    name + " are at most " + MOST_NAMES + " names and " + MOST_PREFIXES + " prefixes.");
        }
    }

    /** Returns how many characters it counts for. */
    int length() {
        return List.of(allowedOrigins, allowedMethods, exposedHeaders, allowedHeaders).stream()
                        .flatMap(List::stream)
                        .mapToInt(String::length)
                        .sum()
                + maxAgeInSeconds.toString().length();
    }

    boolean allowsAllOrigins() {
        return allowedOrigins.contains(ANY);
    }

    /** Origins are compared with regard to case, but for the subdomains of a domain alone. */
    boolean allowsOrigin(String origin) {
        return allowedOrigins.stream()
                .anyMatch(allowed -> allowed.equals(ANY) || allowed.equals(origin) || isSubdomain(allowed, origin));
    }

    /**
     * {@code https://*.contoso.com} stands for all subdomains, not for the domain itself; {@code
     * *.contoso.com} for those of every scheme, in upper or lower case.
     */
    private static boolean isSubdomain(String allowed, String origin) {
        int wildcard = allowed.indexOf("*.");
        if (wildcard < 0 || wildcard > 0 && !allowed.startsWith("://", wildcard - 3)) {
            return false;
        }
        String rest = "[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*" + Pattern.quote(allowed.substring(wildcard + 1));
        return wildcard == 0
                ? AsciiCase.pattern("([a-z][a-z0-9+.-]*://)?" + rest)
                        .matcher(origin)
                        .matches()
                : Pattern.matches(Pattern.quote(allowed.substring(0, wildcard)) + rest, origin);
    }

    boolean allowsMethod(String method) {
        return allowedMethods.contains(method);
    }

    boolean allowsHeader(String name) {
        return names(allowedHeaders, name);
    }

    boolean exposes(String name) {
        return names(exposedHeaders, name);
    }

    private static boolean names(List<String> rules, String name) {
        return rules.stream()
                .anyMatch(rule -> rule.endsWith(ANY)
                        ? AsciiCase.startsWith(name, rule.substring(0, rule.length() - 1))
                        : AsciiCase.equal(rule, name));
    }
}
