package io.mltwin.traces;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.traces.SpanVisibility.Descent;
import java.util.List;

/**
 * Chooses hops to show.
 *
 * @param workspace ARM id of a workspace in lower case: calls about it and all that they caused;
 *     null for all
 * @param refusedOnly true for refused hops only
 */
public record HopFilter(String workspace, boolean refusedOnly) {

    public HopFilter {
        workspace = workspace == null ? null : AsciiCase.lower(workspace);
    }

    /** Returns the spans that belong to the workspace. */
    public List<RecordedSpan> spans(List<RecordedSpan> spans) {
        if (workspace == null) {
            return spans;
        }
        Descent about = Descent.from(spans, this::isAbout);
        return spans.stream().filter(about::contains).toList();
    }

    private boolean isAbout(RecordedSpan span) {
        String scope = span.armScope();
        return scope != null && (scope.equals(workspace) || scope.startsWith(workspace + "/"));
    }

    /** Returns true for a hop to show, of those of the spans that were chosen. */
    public boolean shows(Hop hop) {
        return !refusedOnly || hop.refused();
    }
}
