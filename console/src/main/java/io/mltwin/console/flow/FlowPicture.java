package io.mltwin.console.flow;

import io.mltwin.traces.FlowKind;
import java.util.List;

/**
 * One of the document's pictures, drawn from a flow that has happened.
 *
 * @param trace the flow, null when there is none yet that the reader may see
 * @param more how many hops it has that are not drawn
 */
public record FlowPicture(FlowKind kind, TraceView trace, int more) {

    public List<String> lanes() {
        return Lanes.NAMES;
    }
}
