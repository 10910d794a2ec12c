package io.mltwin.scoring.models.inference;

import io.mltwin.container.HttpHeader;
import io.mltwin.encoding.AsciiCase;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The headers of a request that an entry script sees.
 *
 * <p>Deviation: a script does not get {@code Authorization}: a service's key or token is for its
 * front, which has compared it.
 */
public final class InferenceHeaders {

    private static final Set<String> CREDENTIALS = Set.of("authorization", "proxy-authorization");

    private InferenceHeaders() {}

    public static List<HttpHeader> ofRequest(MultiMap headers) {
        List<HttpHeader> shown = new ArrayList<>();
        headers.forEach(header -> {
            if (!CREDENTIALS.contains(AsciiCase.lower(header.getKey()))) {
                shown.add(new HttpHeader(header.getKey(), header.getValue()));
            }
        });
        return shown;
    }
}
