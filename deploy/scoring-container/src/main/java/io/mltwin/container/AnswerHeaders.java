package io.mltwin.container;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The headers of an answer that a client sees, whichever front it asks: the platform's, or that of
 * an image which Docker runs.
 */
public final class AnswerHeaders {

    static final String FAILED = "x-ms-run-function-failed";
    private static final String TIME = "x-ms-run-fn-exec-ms";
    private static final int MICROS_A_MILLI = 1000;

    /** Of a connection, or made by the front itself. */
    private static final Set<String> OWN = Set.of(
            "connection",
            "keep-alive",
            "transfer-encoding",
            "upgrade",
            "te",
            "trailer",
            "content-length",
            "content-type",
            "date",
            "server",
            "x-ms-request-id",
            TIME);

    private AnswerHeaders() {}

    /**
     * Returns the headers of an answer of the script or model. Several values of a name are one
     * with commas, which means the same.
     *
     * @param micros microseconds that it took
     */
    public static Map<String, String> scored(List<HttpHeader> headers, long micros) {
        Map<String, String> shown = new TreeMap<>(HttpNames.ORDER);
        for (HttpHeader header : headers) {
            if (!OWN.contains(HttpNames.lower(header.name()))) {
                shown.merge(header.name(), header.value(), (before, next) -> before + ", " + next);
            }
        }
        shown.putIfAbsent(FAILED, "False");
        shown.put(TIME, millis(micros));
        return shown;
    }

    /** Milliseconds with three decimals. */
    private static String millis(long micros) {
        String decimals = Long.toString(MICROS_A_MILLI + micros % MICROS_A_MILLI);
        return micros / MICROS_A_MILLI + "." + decimals.substring(1);
    }
}
