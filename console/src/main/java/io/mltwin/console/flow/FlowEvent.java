package io.mltwin.console.flow;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * One step that a page makes next. The script does what its kind says: it puts rows behind the row that
 * they name.
 *
 * @param kind {@code trace}: a whole trace, new or instead of the one that is there; {@code hop}: a
 *     row that appeared, changed or moved; {@code gone}: a row that is no longer there; {@code
 *     ready}: all that was there has been sent
 * @param trace id of the trace
 * @param key of the row
 * @param after key of the row before it; null for the first
 * @param html of the trace or of the row in the list
 * @param arrow the row in the drawing
 * @param keys of a trace's rows, in order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FlowEvent(String kind, String trace, String key, String after, String html, String arrow, List<String> keys) {

    static FlowEvent ready() {
        return new FlowEvent("ready", null, null, null, null, null, null);
    }

    static FlowEvent trace(TraceView trace, String html) {
        return new FlowEvent(
                "trace",
                trace.id(),
                null,
                null,
                html,
                null,
                trace.hops().stream().map(HopView::key).toList());
    }

    static FlowEvent hop(String trace, String key, String after, String html, String arrow) {
        return new FlowEvent("hop", trace, key, after, html, arrow, null);
    }

    static FlowEvent gone(String trace, String key) {
        return new FlowEvent("gone", trace, key, null, null, null, null);
    }
}
