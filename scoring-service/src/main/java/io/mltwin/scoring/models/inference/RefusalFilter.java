package io.mltwin.scoring.models.inference;

import io.mltwin.armweb.OriginalRequest;
import io.mltwin.events.ScoringRequest;
import io.mltwin.platform.requests.HostToPath;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.platform.tracing.CurrentTrace;
import io.mltwin.scoring.models.requestlog.EventIds;
import io.mltwin.scoring.models.requestlog.RecordTarget;
import io.mltwin.scoring.models.requestlog.RecordedText;
import io.mltwin.scoring.models.requestlog.RequestLog;
import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Records what is refused before the engine sees it: a body that is too large or does not arrive, a
 * method or path that a service does not have, a service that cannot be loaded, an address that is
 * not let in. The engine records all else before it answers; these records are kept right after the
 * answer. A URL is recorded without its query, which may hold a credential.
 */
@ApplicationScoped
public class RefusalFilter {

    private static final Logger LOG = Logger.getLogger(RefusalFilter.class);

    /** The internal path is known, and nothing has been checked. */
    private static final int AFTER_HOST = 390;

    private static final int FIRST_REFUSAL = 400;
    private static final String KEPT = "mltwin.scoring-record";
    private static final Pattern ADDRESS = Pattern.compile("/(inference|online)/([^/%]+)(?:/.*)?");

    private final List<RecordTargets> targets;
    private final RequestLog log;
    private final EventIds eventIds;
    private final ResetGate gate;
    private final Clock clock;

    RefusalFilter(@All List<RecordTargets> targets, RequestLog log, EventIds eventIds, ResetGate gate, Clock clock) {
        this.targets = targets;
        this.log = log;
        this.eventIds = eventIds;
        this.gate = gate;
        this.clock = clock;
    }

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
            Arrival arrival =
                    new Arrival(address.group(1), address.group(2), clock.instant(), gate.epoch(), System.nanoTime());
            context.addEndHandler(ended -> ended(context, arrival));
        }
        context.next();
    }

    private record Arrival(String kind, String label, Instant time, long epoch, long nanos) {}

    /** Without a head nothing was answered: the engine may still be at work, for nobody. */
    private void ended(RoutingContext context, Arrival arrival) {
        HttpServerResponse response = context.response();
        if (context.get(KEPT) != null || !response.headWritten() || response.getStatusCode() < FIRST_REFUSAL) {
            return;
        }
        markRecorded(context);
        Function<RecordTarget, ScoringRequest> record = record(context, arrival);
        context.vertx()
                .executeBlocking(
                        () -> {
                            target(arrival)
                                    .ifPresent(found -> log.append(true, record.apply(found))
                                            .join());
                            return null;
                        },
                        false)
                .onFailure(failed -> LOG.errorf(
                        failed,
                        "Request %s was refused and is not recorded",
                        OriginalRequest.of(context).requestId()));
    }

    private Optional<RecordTarget> target(Arrival arrival) {
        return targets.stream()
                .filter(one -> one.prefix().equals(arrival.kind()))
                .findFirst()
                .flatMap(one -> one.find(arrival.label()));
    }

    /** Reads the request now: what it was sent to is found later, on a worker. */
    private Function<RecordTarget, ScoringRequest> record(RoutingContext context, Arrival arrival) {
        OriginalRequest original = OriginalRequest.of(context);
        String credential = Bearer.of(context.request().getHeader("Authorization"));
        String url = RecordedText.of(original.baseUrl() + original.path(), credential);
        String userAgent = RecordedText.of(context.request().getHeader("User-Agent"), credential);
        String traceParent = CurrentTrace.traceParent(context);
        int status = context.response().getStatusCode();
        double millis = (System.nanoTime() - arrival.nanos()) / 1e6;
        return target -> new ScoringRequest(
                eventIds.make(arrival.time()),
                arrival.epoch(),
                arrival.time(),
                target.workspaceId(),
                target.componentId(),
                target.highBusinessImpact(),
                target.serviceName(),
                original.method(),
                userAgent,
                target.computeType(),
                url,
                status,
                original.requestId(),
                millis,
                traceParent,
                1);
    }
}
