package io.mltwin.container;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The origins whose pages a browser lets read a web service's answers: the variable {@code
 * AML_CORS_ORIGINS} of Azure ML's inference server, names with commas between them or {@code *} for
 * all. Without it no answer has a header of CORS. Cookies are never allowed, as in Azure; a key or
 * token in {@code Authorization} is a header that the page asks for.
 *
 * <p>Deviation: an origin is compared whole; in Azure one with characters of a regular expression
 * is one, which is refused here.
 */
public final class CorsOrigins {

    public static final String VARIABLE = "AML_CORS_ORIGINS";
    public static final CorsOrigins NONE = new CorsOrigins(List.of());

    private static final String ANY = "*";
    private static final Set<String> METHODS = Set.of("GET", "POST");
    private static final Pattern ORIGIN = Pattern.compile("[A-Za-z0-9.:/_-]+");
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

    private final List<String> origins;

    private CorsOrigins(List<String> origins) {
        this.origins = origins;
    }

    /**
     * Reads the variable among those of a container.
     *
     * @throws IllegalArgumentException for an origin that is none; its message is for the user
     */
    public static CorsOrigins of(Map<String, String> variables) {
        String text = variables.getOrDefault(VARIABLE, "");
        List<String> origins = Arrays.stream(COMMA.split(text.strip()))
                .filter(origin -> !origin.isEmpty())
                .toList();
        for (String origin : origins) {
            if (!origin.equals(ANY) && !ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException("The variable "
                        + VARIABLE
                        + " has '"
                        + origin
                        + "', which is no origin. Name each one whole, such as https://www.contoso.com, with commas between"
                        + " them, or give * for all.");
            }
        }
        return origins.isEmpty() ? NONE : new CorsOrigins(origins);
    }

    /** Returns whether no answer gets a header. */
    public boolean isEmpty() {
        return origins.isEmpty();
    }

    /**
     * Returns the headers that the answer to a request gets; none where its origin is not allowed.
     * An answer to {@code OPTIONS} also tells what the request that would follow may have.
     */
    public Map<String, String> headers(String method, List<HttpHeader> request) {
        String origin = allowed(value(request, "Origin"));
        if (origin == null) {
            return Map.of();
        }
        Map<String, String> headers = new TreeMap<>();
        headers.put("Access-Control-Allow-Origin", origin);
        if (!origin.equals(ANY) && (origins.size() > 1 || origins.contains(ANY))) {
            headers.put("Vary", "Origin");
        }
        String wanted = value(request, "Access-Control-Request-Method");
        if (method.equals("OPTIONS") && wanted != null && METHODS.contains(wanted)) {
            headers.put("Access-Control-Allow-Methods", "GET, POST");
            String asked = value(request, "Access-Control-Request-Headers");
            if (asked != null && !asked.isBlank()) {
                headers.put("Access-Control-Allow-Headers", asked);
            }
        }
        return headers;
    }

    /** A request of no page gets the first origin there is, as in Azure. */
    private String allowed(String origin) {
        if (origins.isEmpty()) {
            return null;
        }
        boolean isAny = origins.contains(ANY);
        if (origin == null) {
            return isAny ? ANY : origins.stream().sorted().findFirst().orElseThrow();
        }
        return isAny || isNamed(origin) ? origin : null;
    }

    /** True where the origin is one of those, in any case. */
    private boolean isNamed(String origin) {
        return origins.stream().anyMatch(named -> HttpNames.equal(named, origin));
    }

    private static String value(List<HttpHeader> headers, String name) {
        return headers.stream()
                .filter(header -> HttpNames.equal(header.name(), name))
                .map(HttpHeader::value)
                .findFirst()
                .orElse(null);
    }

    @Override
    public String toString() {
        return String.join(", ", origins);
    }
}
