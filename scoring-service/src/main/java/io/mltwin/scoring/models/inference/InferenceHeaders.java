package io.mltwin.scoring.models.inference;

import io.mltwin.armweb.AsciiCase;
import io.mltwin.container.HttpHeader;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The headers of a request that an entry script sees, and those of its answer that a client sees.
 *
 * <p>Deviation: a script does not get {@code Authorization}: a service's key or token is for its
 * front, which has compared it.
 */
public final class InferenceHeaders {

    private static final Set<String> CREDENTIALS = Set.of("authorization", "proxy-authorization");

    /** Of a connection, or made by the front itself. */
    private static final Set<String> OWN =
            Set.of(
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
                    "x-ms-run-fn-exec-ms");

    private InferenceHeaders() {}

    public static List<HttpHeader> ofRequest(MultiMap headers) {
        List<HttpHeader> shown = new ArrayList<>();
        headers.forEach(
                header -> {
                    if (!CREDENTIALS.contains(AsciiCase.lower(header.getKey()))) {
                        shown.add(new HttpHeader(header.getKey(), header.getValue()));
                    }
                });
        return shown;
    }

    /** Several values of a name are one with commas, which means the same. */
    public static Map<String, String> ofAnswer(List<HttpHeader> headers) {
        Map<String, String> shown = new TreeMap<>(AsciiCase.ORDER);
        for (HttpHeader header : headers) {
            if (!OWN.contains(AsciiCase.lower(header.name()))) {
                shown.merge(header.name(), header.value(), (before, next) -> before + ", " + next);
            }
        }
        return shown;
    }
}
