package io.mltwin.telemetry.traces;

import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.telemetry.TracesConfig;
import io.mltwin.telemetry.traces.TraceBody.TraceSummaryBody;
import io.mltwin.traces.RecordedSpan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps the platform's last traces. */
@ApplicationScoped
class TraceService {

    /** A client may put everything it ever does under one correlation id. */
    static final int MOST_SPANS = 10_000;

    private static final int MOST_LISTED = 1000;
    private static final long PERCENT = 100;

    private final TraceRepository repository;
    private final TracesConfig config;
    private final AtomicInteger sinceCounted = new AtomicInteger();

    TraceService(TraceRepository repository, TracesConfig config) {
        this.repository = repository;
        this.config = config;
    }

    /** Stores spans; those of a trace that has its fill are dropped. */
    @Transactional
    void store(List<RecordedSpan> spans) {
        List<String> traceIds =
                spans.stream().map(RecordedSpan::traceId).distinct().toList();
        Set<String> full = new HashSet<>(repository.full(traceIds, MOST_SPANS));
        List<RecordedSpan> kept =
                spans.stream().filter(span -> !full.contains(span.traceId())).toList();
        if (!kept.isEmpty()) {
            repository.add(kept);
            forgetOld(traceIds.size());
        }
    }

    /**
     * Counting takes as long as many batches: a hundredth more than are to be kept may be there.
     */
    private void forgetOld(int begun) {
        if (sinceCounted.addAndGet(begun) * PERCENT >= config.kept()) {
            sinceCounted.set(0);
            repository.keepLast(config.kept());
        }
    }

    /**
     * Returns a trace by its id, or all that has a correlation id.
     *
     * @throws AzureException 404 when there is neither
     */
    @Transactional
    TraceBody get(String id) {
        List<RecordedSpan> spans = find(id);
        if (spans.isEmpty()) {
            throw notFound(
                    "TraceNotFound",
                    "No trace has the id or the correlation id '%s'. The last %s are kept; look at GET"
                            + " /_mltwin/traces?last=20.",
                    id,
                    config.kept());
        }
        return new TraceBody(id, spans);
    }

    /** Returns the spans of a trace, or of all that has a correlation id; none for neither. */
    @Transactional
    List<RecordedSpan> find(String id) {
        return repository.find(AsciiCase.lower(id.replace("-", "")), id, MOST_SPANS);
    }

    @Transactional
    List<TraceSummaryBody> newest(int most) {
        badRequestIf(most < 1 || most > MOST_LISTED, "InvalidParameter", "last is a number from 1 to %s.", MOST_LISTED);
        return repository.newest(most);
    }
}
