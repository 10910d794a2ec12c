package io.mltwin.console.flow;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What a page does next. The script takes each for what it is: it puts rows behind the row that
 * they name.
 *
 * @param kind {@code trace}: a whole trace, new or instead of the one that is there; {@code hop}: a
 *     row that appeared, changed or moved; {@code gone}: a row that is no longer there; {@code
 *     ready}: the stream has begun; {@code at}: all up to the position has been sent, which also
 *     shows that the browser is still there; {@code missed}: calls are not drawn
 * @param trace id of the trace
 * @param key of the row
 * @param after key of the row before it; null for the first
 * @param html of the trace without its rows, of the row in the list, or the text of {@code missed}
 * @param arrow the row in the drawing
 * @param rows of a trace, in order
 * @param position where a stream goes on that begins after this event; null where it is the one
 *     before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FlowEvent(
        String kind,
        String trace,
        String key,
        String after,
        String html,
        String arrow,
        List<DrawnHop> rows,
        @JsonIgnore Long position) {

    private static final int FRAME = 200;

    static FlowEvent ready(long position) {
        return new FlowEvent("ready", null, null, null, null, null, null, position);
    }

    static FlowEvent at(long position) {
        return new FlowEvent("at", null, null, null, null, null, null, position);
    }

    static FlowEvent missed(String text) {
        return new FlowEvent("missed", null, null, null, text, null, null, null);
    }

    static FlowEvent trace(String trace, String html, List<DrawnHop> rows) {
        return new FlowEvent("trace", trace, null, null, html, null, rows, null);
    }

    static FlowEvent hop(String trace, String after, DrawnHop hop) {
        return new FlowEvent("hop", trace, hop.key(), after, hop.html(), hop.arrow(), null, null);
    }

    static FlowEvent gone(String trace, String key) {
        return new FlowEvent("gone", trace, key, null, null, null, null, null);
    }

    /** Returns about how many characters it takes. */
    int characters() {
        int characters = FRAME + length(html) + length(arrow);
        if (rows != null) {
            for (DrawnHop row : rows) {
                characters += row.characters();
            }
        }
        return characters;
    }

    private static int length(String text) {
        return text == null ? 0 : text.length();
    }
}
