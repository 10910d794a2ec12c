package io.mltwin.armweb;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.UriEncoding;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Query parameters as Azure reads them: names without regard to case, names and values
 * percent-decoded.
 */
public final class QueryString {

    private QueryString() {}

    /** Parameters by lower-case name; the first of a repeated one wins. */
    public static Map<String, String> parse(String rawQuery) {
        Map<String, String> result = new LinkedHashMap<>();
        for (String pair : rawQuery.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            result.putIfAbsent(AsciiCase.lower(decode(name)), decode(value));
        }
        return result;
    }

    private static String decode(String text) {
        try {
            return UriEncoding.decodeFormValue(text);
        } catch (IllegalArgumentException malformed) {
            throw badRequest("InvalidQueryParameterValue", "The query '%s' is not percent-encoded correctly.", text);
        }
    }
}
