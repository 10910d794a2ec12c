package io.mltwin.console.flow;

import io.mltwin.console.session.Session;
import io.mltwin.traces.FlowKind;
import io.mltwin.traces.Hop;
import io.mltwin.traces.HopFilter;
import io.mltwin.traces.Participants;
import io.mltwin.traces.RecordedTrace;
import io.mltwin.traces.SpanFeed;
import io.mltwin.traces.SpanVisibility;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** The document's pictures of flows, each drawn from the newest such flow that a person may see. */
@Singleton
public record FlowPictures(SpanFeed feed, FlowReaders readers) {

    private static final int MOST_HOPS = 10;

    /** Returns a picture for each kind of flow. */
    public List<FlowPicture> of(Session session) {
        SpanVisibility visibility = readers.of(session);
        List<FlowPicture> pictures = new ArrayList<>();
        for (FlowKind kind : FlowKind.values()) {
            pictures.add(feed.newest(kind, 1, visibility).stream()
                    .findFirst()
                    .map(trace -> picture(kind, trace))
                    .orElse(new FlowPicture(kind, null, 0)));
        }
        return pictures;
    }

    private static FlowPicture picture(FlowKind kind, RecordedTrace trace) {
        ShownTrace main = new ShownTrace(trace.traceId(), new HopFilter(null, false), FlowPictures::isInPictures);
        main.add(trace.spans());
        TraceView whole = main.view();
        List<HopView> drawn = whole.hops().stream().limit(MOST_HOPS).toList();
        return new FlowPicture(
                kind,
                new TraceView(whole.id(), whole.name(), whole.time(), drawn),
                whole.hops().size() - drawn.size());
    }

    /** The document's pictures leave out what the services ask each other about permissions. */
    private static boolean isInPictures(Hop hop) {
        return !hop.to().equals(Participants.RBAC) && !hop.credential().equals("service token");
    }
}
