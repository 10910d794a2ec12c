package io.mltwin.scoring.models.inference;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Envelope;
import io.mltwin.container.CorsOrigins;
import io.mltwin.container.HttpHeader;
import io.mltwin.encoding.AsciiCase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The answer to a scoring request, whatever came of it. */
public record ScoringAnswer(int status, String contentType, byte[] body, Map<String, String> headers) {

    /** Says in Azure's form why a request is not scored. */
    public static ScoringAnswer of(AzureException fault, String requestId, Instant time) {
        return new ScoringAnswer(
                fault.status(),
                Envelope.SCORING.contentType(),
                Envelope.SCORING
                        .body(fault.content(), requestId, requestId, time)
                        .getBytes(StandardCharsets.UTF_8),
                fault.content().headers());
    }

    /** Says that the service has failed, and nothing of its inside. */
    static AzureException failure(String requestId) {
        return new AzureException(
                500,
                "InternalServerError",
                "The request failed inside the service. Its log names request id %s.",
                requestId);
    }

    /** Names the deployment that the answer is of, whatever the script said; null for none. */
    ScoringAnswer of(String deployment) {
        if (deployment == null) {
            return this;
        }
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.keySet().removeIf(AsciiCase.equalTo(EndpointRequest.DEPLOYMENT));
        all.put(EndpointRequest.DEPLOYMENT, deployment);
        return new ScoringAnswer(status, contentType, body, all);
    }

    /**
     * Lets the pages of these origins read the answer. Headers that the script gave stay.
     *
     * @param request the headers of the request, asked for where there are origins
     */
    public ScoringAnswer readableBy(CorsOrigins origins, String method, Supplier<List<HttpHeader>> request) {
        if (origins.isEmpty()) {
            return this;
        }
        Map<String, String> all = new LinkedHashMap<>(headers);
        origins.headers(method, request.get()).forEach((name, value) -> {
            if (headers.keySet().stream().noneMatch(AsciiCase.equalTo(name))) {
                all.put(name, value);
            }
        });
        return new ScoringAnswer(status, contentType, body, all);
    }
}
