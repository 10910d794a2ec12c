package io.mltwin.console.flow;

import java.util.List;

/**
 * The page of flows.
 *
 * @param workspaces ARM ids to choose from
 * @param stream the address that draws on
 */
public record FlowView(FlowRequest request, List<String> workspaces, List<TraceView> traces, String stream) {

    public List<String> lanes() {
        return Lanes.NAMES;
    }
}
