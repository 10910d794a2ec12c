package io.mltwin.identity.tokens;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A form posted to a token endpoint. Fields that Azure AD does not know are ignored, as there.
 *
 * @param tenant as in the path: id, verified domain, {@code common}, {@code organizations}
 * @param form holds secrets
 */
record TokenRequest(TokenVersion version, String tenant, Map<String, String> form) {

    private static final String BASIC = "Basic ";
    private static final List<String> KINDS =
            List.of("password", "client_assertion", "client_secret");
    private static final int LONGEST_HOLDER = 128;

    /**
     * Reads the form, and the client's id and secret from an Authorization header when they come
     * there.
     *
     * @param authorization null for none
     */
    static TokenRequest read(
            TokenVersion version, String tenant, String body, String authorization) {
        Map<String, String> form = parse(body == null ? "" : body);
        if (authorization != null
                && authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            addBasic(form, authorization.substring(BASIC.length()).trim());
        }
        return new TokenRequest(version, tenant, Map.copyOf(form));
    }

    private static Map<String, String> parse(String body) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0
                    && form.put(
                                    decode(pair.substring(0, equals)),
                                    decode(pair.substring(equals + 1)))
                            != null) {
                throw AadErrors.malformedRequest();
            }
        }
        return form;
    }

    private static void addBasic(Map<String, String> form, String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon < 0) {
                throw AadErrors.malformedRequest();
            }
            form.putIfAbsent("client_id", decode(pair.substring(0, colon)));
            form.putIfAbsent("client_secret", decode(pair.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw AadErrors.malformedRequest();
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw AadErrors.malformedRequest();
        }
    }

    /** The field, or null when absent or empty. */
    String optional(String name) {
        String value = form.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    String required(String name) {
        String value = optional(name);
        if (value == null) {
            throw AadErrors.missingParameter(name);
        }
        return value;
    }

    /** What proves the client or user, for the log of calls. */
    String credentialKind() {
        for (String kind : KINDS) {
            if (optional(kind) != null) {
                return kind;
            }
        }
        return "none";
    }

    /** Whose credential it claims to be: the user's name or the client's id. */
    String credentialHolder() {
        String holder = optional("username") != null ? optional("username") : optional("client_id");
        return holder == null
                ? null
                : holder.substring(0, Math.min(LONGEST_HOLDER, holder.length()));
    }

    @Override
    public String toString() {
        return "TokenRequest[" + version + ", " + tenant + "]";
    }
}
