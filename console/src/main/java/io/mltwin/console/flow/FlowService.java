package io.mltwin.console.flow;

import io.mltwin.console.session.Session;
import io.mltwin.traces.RecordedSpan;
import io.mltwin.traces.RecordedTrace;
import io.mltwin.traces.SpanFeed;
import io.mltwin.traces.SpanVisibility;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds the flows that a person may see. */
@Singleton
public record FlowService(SpanFeed feed, FlowReaders readers) {

    static final int MOST_TRACES = 50;

    private static final Pattern WORKSPACE = Pattern.compile(
            "/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft\\.machinelearningservices/workspaces/[^/]+");

    /** Returns what a person sees of the flows that were asked for. */
    SpanVisibility visibility(Session session, FlowRequest request) {
        return request.mine() ? readers.ofOwn(session) : readers.of(session);
    }

    /** Returns the traces with something to show, by their ids, newest first. */
    Map<String, ShownTrace> shown(FlowRequest request, SpanVisibility visibility) {
        return shown(request, traces(request, visibility));
    }

    private static Map<String, ShownTrace> shown(FlowRequest request, List<RecordedTrace> traces) {
        Map<String, ShownTrace> shown = new LinkedHashMap<>();
        for (RecordedTrace trace : traces) {
            ShownTrace one = new ShownTrace(trace.traceId(), request.filter());
            one.add(trace.spans());
            if (!one.isEmpty()) {
                shown.put(trace.traceId(), one);
            }
        }
        return shown;
    }

    /** Returns what the page shows. */
    FlowView view(Session session, FlowRequest request) {
        List<RecordedTrace> traces = traces(request, visibility(session, request));
        return new FlowView(
                request,
                workspaces(request, traces),
                shown(request, traces).values().stream().map(ShownTrace::view).toList(),
                request.streamAddress());
    }

    private List<RecordedTrace> traces(FlowRequest request, SpanVisibility visibility) {
        if (request.trace() == null) {
            return feed.newest(MOST_TRACES, visibility);
        }
        Map<String, List<RecordedSpan>> byTrace = new LinkedHashMap<>();
        for (RecordedSpan span : feed.trace(request.trace(), visibility)) {
            byTrace.computeIfAbsent(span.traceId(), id -> new ArrayList<>()).add(span);
        }
        return byTrace.entrySet().stream()
                .map(entry -> new RecordedTrace(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static List<String> workspaces(FlowRequest request, List<RecordedTrace> traces) {
        List<String> found = new ArrayList<>();
        if (request.workspace() != null) {
            found.add(request.filter().workspace());
        }
        traces.stream()
                .flatMap(trace -> trace.spans().stream())
                .map(RecordedSpan::armScope)
                .filter(scope -> scope != null && WORKSPACE.matcher(scope).matches())
                .distinct()
                .sorted()
                .filter(scope -> !found.contains(scope))
                .forEach(found::add);
        return found;
    }
}
