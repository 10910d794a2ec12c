package io.mltwin.traces;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trace as a sequence diagram in Mermaid's language: on each arrow the call, the kind of token it
 * carried and the receiver's verdict on it. A hop that repeats is drawn once.
 */
public final class SequenceDiagram {
    private SequenceDiagram() {}

    /** Returns the text of the diagram; the title is a comment in it. */
    public static String of(String title, List<RecordedSpan> spans) {
        Map<Hop, Integer> told = new LinkedHashMap<>();
        for (Hop hop : Hops.of(spans)) {
            told.merge(hop.told(), 1, Integer::sum);
        }
        List<String> participants = new ArrayList<>();
        for (Hop hop : told.keySet()) {
            for (String name : List.of(hop.from(), hop.to())) {
                if (!participants.contains(name)) {
                    participants.add(name);
                }
            }
        }
        StringBuilder text = new StringBuilder("%% ").append(oneLine(title)).append('\n');
        text.append("sequenceDiagram\n");
        for (int i = 0; i < participants.size(); i++) {
            text.append("    participant p")
                    .append(i)
                    .append(" as ")
                    .append(escaped(participants.get(i)))
                    .append('\n');
        }
        told.forEach((hop, times) -> arrow(text, participants, hop, times));
        return text.toString();
    }

    private static void arrow(StringBuilder text, List<String> participants, Hop hop, int times) {
        text.append("    p")
                .append(participants.indexOf(hop.from()))
                .append(hop.refused() ? "-x" : "->>")
                .append('p')
                .append(participants.indexOf(hop.to()))
                .append(": ")
                .append(escaped(hop.what() + (times == 1 ? "" : " (" + times + " times)")))
                .append("<br/>")
                .append(escaped(hop.credential() + ": " + hop.verdict()))
                .append('\n');
    }

    /** Mermaid takes ; and # for its own, and markup for HTML: as character codes they are text. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : oneLine(text).toCharArray()) {
            if (";#<>&\"'%{}\\".indexOf(c) >= 0) {
                escaped.append('#').append((int) c).append(';');
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
