package io.mltwin.console.flow;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.encoding.Absence.isEmpty;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.traces.HopFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which flows to show.
 *
 * @param trace a trace or correlation id; null for the newest traces
 * @param mine true for the reader's own calls and what they caused
 * @param workspace ARM id of a workspace; null for all
 * @param refusedOnly true for refused hops only
 */
public record FlowRequest(String trace, boolean mine, String workspace, boolean refusedOnly) {

    private static final Pattern TRACE = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern WORKSPACE =
            AsciiCase.pattern("/subscriptions/[A-Za-z0-9-]+/resourceGroups/[A-Za-z0-9._()-]+"
                    + "/providers/Microsoft\\.MachineLearningServices/workspaces/[A-Za-z0-9_-]+");

    /**
     * Reads the parameters of a request.
     *
     * @throws AzureException 400 for an id that is none
     */
    static FlowRequest of(String trace, String mine, String workspace, String refused) {
        if (trace != null && !TRACE.matcher(trace).matches()) {
            throw invalid("'" + trace + "' is no trace id and no correlation id.");
        }
        String chosen = isEmpty(workspace) ? null : workspace;
        if (chosen != null && !WORKSPACE.matcher(chosen).matches()) {
            throw invalid("workspace is the ARM id of a workspace, or nothing for all.");
        }
        return new FlowRequest(trace, mine != null, chosen, refused != null);
    }

    private static AzureException invalid(String message) {
        return badRequest("InvalidParameter", message);
    }

    public HopFilter filter() {
        return new HopFilter(workspace, refusedOnly);
    }

    public boolean isFiltered() {
        return mine || workspace != null || refusedOnly;
    }

    /** Returns the address of the page's stream. */
    String streamAddress() {
        List<String> parameters = new ArrayList<>();
        if (trace != null) {
            parameters.add("trace=" + trace);
        }
        if (mine) {
            parameters.add("mine=on");
        }
        if (workspace != null) {
            parameters.add("workspace=" + UriEncoding.encodeQueryValue(workspace));
        }
        if (refusedOnly) {
            parameters.add("refused=on");
        }
        return "/stream/flow" + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
    }
}
