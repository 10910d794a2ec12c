package io.mltwin.console.flow;

import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.traces.HopFilter;
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

    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");
    private static final Pattern TRACE = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern WORKSPACE =
            AsciiCase.pattern(
                    "/subscriptions/[A-Za-z0-9-]+/resourceGroups/[A-Za-z0-9._()-]+"
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
        String chosen = workspace == null || workspace.isEmpty() ? null : workspace;
        if (chosen != null && !WORKSPACE.matcher(chosen).matches()) {
            throw invalid("workspace is the ARM id of a workspace, or nothing for all.");
        }
        return new FlowRequest(trace, mine != null, chosen, refused != null);
    }

    /**
     * Reads up to which position a page has been drawn.
     *
     * @param last what the browser says when it opens the stream again; null for the first time
     * @param after what the page says; null for what comes from now on
     * @return negative for what comes from now on
     * @throws AzureException 400 for what is no position
     */
    static long position(String last, String after) {
        String said = last == null || last.isEmpty() ? after : last;
        if (said == null) {
            return -1;
        }
        if (!POSITION.matcher(said).matches()) {
            throw invalid("A stream goes on after the number of an event of it.");
        }
        return Long.parseLong(said);
    }

    private static AzureException invalid(String message) {
        return new AzureException(400, "InvalidParameter", message);
    }

    public HopFilter filter() {
        return new HopFilter(workspace, refusedOnly);
    }

    public boolean isFiltered() {
        return mine || workspace != null || refusedOnly;
    }

    /**
     * Returns the address of the page's stream.
     *
     * @param position up to which the page has been drawn
     */
    String streamAddress(long position) {
        StringBuilder address = new StringBuilder("/stream/flow?after=").append(position);
        if (trace != null) {
            address.append("&trace=").append(trace);
        }
        if (mine) {
            address.append("&mine=on");
        }
        if (workspace != null) {
            address.append("&workspace=").append(UriEncoding.encodeQueryValue(workspace));
        }
        if (refusedOnly) {
            address.append("&refused=on");
        }
        return address.toString();
    }
}
