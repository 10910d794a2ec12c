package io.mltwin.identity.oauth.signin;

import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.identity.oauth.signin.SignInErrors.duplicated;
import static io.mltwin.identity.oauth.signin.SignInErrors.malformed;
import static io.mltwin.identity.oauth.signin.SignInErrors.missing;
import static io.mltwin.identity.oauth.signin.SignInErrors.queryTooLong;

import io.mltwin.encoding.UriEncoding;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fields of a query or of a form that a browser sent. As in Azure AD, each may occur once, and
 * their length is limited.
 */
record SentFields(Map<String, String> fields) {

    private static final int MOST_CHARACTERS = 16_384;

    /**
     * @param encoded {@code application/x-www-form-urlencoded}, null for nothing
     */
    static SentFields read(String encoded) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (isEmpty(encoded)) {
            return new SentFields(fields);
        }
        if (encoded.length() > MOST_CHARACTERS) {
            throw queryTooLong();
        }
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (fields.put(name, value) != null) {
                throw duplicated(name);
            }
        }
        return new SentFields(fields);
    }

    private static String decode(String text) {
        try {
            String decoded = UriEncoding.decodeFormValue(text);
            // what is no UTF-8, and what no database takes
            if (decoded.indexOf('\uFFFD') >= 0 || decoded.indexOf('\0') >= 0) {
                throw malformed();
            }
            return decoded;
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    /** Returns the field, or null when absent or blank. */
    String optional(String name) {
        String value = fields.get(name);
        return isBlank(value) ? null : value;
    }

    String required(String name) {
        String value = optional(name);
        if (value == null) {
            throw missing(name);
        }
        return value;
    }

    /** Returns a field that a user has typed; empty when absent. */
    String typed(String name) {
        return fields.getOrDefault(name, "");
    }

    @Override
    public String toString() {
        return "SentFields" + fields.keySet();
    }
}
