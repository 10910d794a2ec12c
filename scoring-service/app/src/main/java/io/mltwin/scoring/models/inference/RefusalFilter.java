package io.mltwin.scoring.models.inference;

import io.mltwin.armweb.OriginalRequest;
import io.mltwin.platform.requests.HostToPath;
import io.mltwin.scoring.models.inference.RequestRecorder.Arrival;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Records what is refused before the engine sees it: a body that is too large or does not arrive, a
 * method or path that a service does not have, a service that cannot be loaded, an address that is
 * not let in. The engine records all else before it answers; these records are kept right after the
 * answer. A URL is recorded without its query, which may hold a credential.
 */
@Singleton
public record RefusalFilter(ScoringRouter router, RequestRecorder recorder) {

    private static final Logger LOG = Logger.getLogger(RefusalFilter.class);

    /** The internal path is known, and nothing has been checked. */
    private static final int AFTER_HOST = 390;

    private static final int FIRST_REFUSAL = 400;
    private static final String KEPT = "mltwin.scoring-record";
    private static final Pattern ADDRESS = Pattern.compile("/(inference|online)/([^/%]+)(?:/.*)?");

    /** Says that the engine has kept the record of this request. */
    public static void markRecorded(RoutingContext context) {
        context.put(KEPT, true);
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, AFTER_HOST);
    }

    private void handle(RoutingContext context) {
        String path = HostToPath.internalPath(context);
        Matcher address = path == null ? null : ADDRESS.matcher(path);
        if (address != null && address.matches()) {
            Arrival arrival = recorder.arrive();
            context.addEndHandler(ended -> ended(context, arrival, address.group(1), address.group(2)));
        }
        context.next();
    }

    /** Without a head nothing was answered: the engine may still be at work, for nobody. */
    private void ended(RoutingContext context, Arrival arrival, String door, String label) {
        HttpServerResponse response = context.response();
        if (context.get(KEPT) != null || !response.headWritten() || response.getStatusCode() < FIRST_REFUSAL) {
            return;
        }
        markRecorded(context);
        EndpointRequest request = EndpointRequest.of(context, door, label);
        OriginalRequest original = OriginalRequest.of(context);
        String url = original.baseUrl() + original.path();
        int status = response.getStatusCode();
        context.vertx()
                .executeBlocking(
                        () -> {
                            router.findRecorded(door, label)
                                    .ifPresent(found -> recorder.record(
                                                    true,
                                                    arrival,
                                                    found,
                                                    request,
                                                    url,
                                                    status,
                                                    EndpointCredentials.bearer(request.authorization()))
                                            .join());
                            return null;
                        },
                        false)
                .onFailure(failed ->
                        LOG.errorf(failed, "Request %s was refused and is not recorded", request.requestId()));
    }
}
