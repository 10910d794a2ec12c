package io.mltwin.scoring.models.inference;

import io.mltwin.armweb.AzureException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The ids that clients give to their requests: they come back with the answer, as Azure's inference
 * server has it.
 *
 * <p>Deviation: {@code x-ms-request-id} of an answer is the front's own id, which Application
 * Insights has; the client's comes back as {@code x-ms-client-request-id} alone.
 */
final class RequestIds {

    private static final int LONGEST = 100;
    private static final String CLIENT = "x-ms-client-request-id";
    private static final String LEGACY = "x-ms-request-id";
    private static final String FRONT = "x-request-id";
    private static final String TRACE = "TraceId";
    private static final List<String> LIMITED = List.of(CLIENT, LEGACY, FRONT);

    private RequestIds() {}

    /**
     * Refuses an id that is too long.
     *
     * @throws AzureException 431
     */
    static void validate(MultiMap headers) {
        for (String name : LIMITED) {
            for (String id : headers.getAll(name)) {
                if (id.length() > LONGEST) {
                    throw new AzureException(
                            431, "RequestHeaderFieldsTooLarge", "%s must not exceed %s characters", name, LONGEST);
                }
            }
        }
    }

    /** Gives the ids of a request to its answer, whose headers take a name and a value. */
    static void echo(HttpServerRequest request, BiConsumer<String, String> answer) {
        String client = request.getHeader(CLIENT);
        echo(answer, CLIENT, client == null ? request.getHeader(LEGACY) : client);
        echo(answer, FRONT, request.getHeader(FRONT));
        echo(answer, TRACE, request.getHeader(TRACE));
    }

    private static void echo(BiConsumer<String, String> answer, String name, String value) {
        if (value != null && value.length() <= LONGEST) {
            answer.accept(name, value);
        }
    }
}
