package io.mltwin.scoring.models.inference;

import io.mltwin.container.CorsOrigins;
import io.mltwin.container.HttpHeader;
import io.mltwin.encoding.AsciiCase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The answer to a scoring request, whatever came of it. */
public record ScoringAnswer(
        int status, String contentType, byte[] body, Map<String, String> headers) {

    /**
     * Lets the pages of these origins read the answer. Headers that the script gave stay.
     *
     * @param request the headers of the request, asked for where there are origins
     */
    public ScoringAnswer readableBy(
            CorsOrigins origins, String method, Supplier<List<HttpHeader>> request) {
        if (origins.isEmpty()) {
            return this;
        }
        Map<String, String> all = new LinkedHashMap<>(headers);
        origins.headers(method, request.get())
                .forEach(
                        (name, value) -> {
                            if (headers.keySet().stream()
                                    .noneMatch(given -> AsciiCase.equal(given, name))) {
                                all.put(name, value);
                            }
                        });
        return new ScoringAnswer(status, contentType, body, all);
    }
}
