package io.mltwin.workspace.storage.signature;

import io.mltwin.encoding.AsciiCase;
import io.vertx.core.MultiMap;
import java.text.Collator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes the text that a client signs with an account key: Azure Storage's Shared Key scheme for the
 * Blob service, version 2015-02-21 and later ("Authorize with Shared Key").
 */
public final class SharedKeySignature {

    private static final List<String> SIGNED_HEADERS = List.of(
            "content-encoding",
            "content-language",
            "content-length",
            "content-md5",
            "content-type",
            "date",
            "if-modified-since",
            "if-match",
            "if-none-match",
            "if-unmodified-since",
            "range");

    private static final List<String> LITE_HEADERS = List.of("content-md5", "content-type", "date");

    private SharedKeySignature() {}

    /**
     * A request to sign.
     *
     * @param rawPath path as sent, percent-encoded; it begins with the account's name in path style
     */
    public record Request(String method, String account, String rawPath, QueryParameters query, MultiMap headers) {}

    /**
     * Returns the strings that clients may have signed. There are two because the documents order
     * the {@code x-ms-} headers by character, Azure's own SDKs by the collation of .NET, in which
     * {@code -} and {@code _} weigh less than letters; both cover the same content.
     */
    public static Stream<String> stringsToSign(Request request) {
        return inBothOrders(order -> stringToSign(request, order));
    }

    /**
     * Returns the same for Shared Key Lite, which signs fewer headers and of the query {@code comp}
     * alone.
     */
    public static Stream<String> liteStringsToSign(Request request) {
        return inBothOrders(order -> liteStringToSign(request, order));
    }

    /** The second only when it is asked for: collating costs more than the rest of the request. */
    private static Stream<String> inBothOrders(Function<Comparator<String>, String> signed) {
        return Stream.<Supplier<Comparator<String>>>of(
                        Comparator::naturalOrder, () -> Collator.getInstance(Locale.ROOT)::compare)
                .map(order -> signed.apply(order.get()))
                .distinct();
    }

    private static String liteStringToSign(Request request, Comparator<String> headerOrder) {
        StringBuilder text = new StringBuilder(AsciiCase.upper(request.method())).append('\n');
        for (String name : LITE_HEADERS) {
            text.append(signedValue(name, request.headers())).append('\n');
        }
        String comp = request.query().get("comp");
        return text.append(canonicalHeaders(request.headers(), headerOrder))
                .append(path(request))
                .append(comp == null ? "" : "?comp=" + comp)
                .toString();
    }

    private static String stringToSign(Request request, Comparator<String> headerOrder) {
        StringBuilder text = new StringBuilder(AsciiCase.upper(request.method())).append('\n');
        for (String name : SIGNED_HEADERS) {
            text.append(signedValue(name, request.headers())).append('\n');
        }
        return text.append(canonicalHeaders(request.headers(), headerOrder))
                .append(canonicalResource(request))
                .toString();
    }

    private static String signedValue(String name, MultiMap headers) {
        String value = headers.get(name);
        if (value == null
                || name.equals("content-length") && value.trim().equals("0")
                || name.equals("date") && headers.contains("x-ms-date")) {
            return "";
        }
        return value;
    }

    private static String canonicalHeaders(MultiMap headers, Comparator<String> order) {
        Map<String, List<String>> signed = new TreeMap<>(order.thenComparing(Comparator.naturalOrder()));
        for (Map.Entry<String, String> header : headers) {
            String name = AsciiCase.lower(header.getKey());
            if (name.startsWith("x-ms-")) {
                signed.computeIfAbsent(name, n -> new ArrayList<>()).add(fold(header.getValue()));
            }
        }
        StringBuilder text = new StringBuilder();
        signed.forEach((name, values) ->
                text.append(name).append(':').append(String.join(",", values)).append('\n'));
        return text.toString();
    }

    /** Line breaks inside a value become one space; none around it. */
    private static String fold(String value) {
        return value.strip().replaceAll("\\r?\\n[ \\t]*", " ");
    }

    private static String canonicalResource(Request request) {
        StringBuilder text = new StringBuilder(path(request));
        request.query()
                .all()
                .forEach((name, values) ->
                        text.append('\n').append(name).append(':').append(joined(values)));
        return text.toString();
    }

    private static String path(Request request) {
        return "/" + request.account() + (request.rawPath().isEmpty() ? "/" : request.rawPath());
    }

    private static String joined(List<String> values) {
        return values.size() == 1
                ? values.get(0)
                : String.join(",", values.stream().sorted().toList());
    }
}
