package io.mltwin.encoding;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Encodes and decodes the parts of a URI in UTF-8. Only ASCII letters, digits and {@code -._*} stay
 * as they are.
 */
public final class UriEncoding {

    private UriEncoding() {}

    /** Encodes one segment of a path: a space becomes {@code %20}, a slash {@code %2F}. */
    public static String encodePathSegment(String text) {
        return encodeFormValue(text).replace("+", "%20");
    }

    /** Encodes the segments of a path and keeps the slashes between them. */
    public static String encodePath(String path) {
        return encodePathSegment(path).replace("%2F", "/");
    }

    /**
     * Encodes a name or value of a query: a space becomes {@code %20}, which no reader mistakes.
     */
    public static String encodeQueryValue(String text) {
        return encodePathSegment(text);
    }

    /**
     * Encodes a name or value of a form ({@code application/x-www-form-urlencoded}): a space
     * becomes a plus.
     */
    public static String encodeFormValue(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Encodes names and values as a query, {@code a=1&b=2}, in their order. */
    public static String encodeQuery(Map<String, String> parameters) {
        return join(parameters, UriEncoding::encodeQueryValue);
    }

    /** Encodes names and values as a form, {@code a=1&b=2}, in their order. */
    public static String encodeForm(Map<String, String> fields) {
        return join(fields, UriEncoding::encodeFormValue);
    }

    private static String join(Map<String, String> all, UnaryOperator<String> encoding) {
        return all.entrySet().stream()
                .map(one -> encoding.apply(one.getKey()) + "=" + encoding.apply(one.getValue()))
                .collect(Collectors.joining("&"));
    }

    /**
     * Decodes a segment of a path: a plus stays a plus.
     *
     * @throws IllegalArgumentException when a percent sign does not begin two hex digits
     */
    public static String decodePathSegment(String text) {
        return decodeFormValue(text.replace("+", "%2B"));
    }

    /**
     * Decodes a name or value of a form or query: a plus becomes a space.
     *
     * @throws IllegalArgumentException when a percent sign does not begin two hex digits
     */
    public static String decodeFormValue(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
