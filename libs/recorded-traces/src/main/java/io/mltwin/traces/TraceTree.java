package io.mltwin.traces;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A trace as text: each hop below the one that led to it. */
public final class TraceTree {
    private TraceTree() {}

    /** One line a hop. */
    public static List<String> of(List<RecordedSpan> spans) {
        List<Hop> hops = Hops.of(spans);
        Map<String, List<Hop>> below = new HashMap<>();
        Map<String, RecordedSpan> byId = new HashMap<>();
        spans.forEach(span -> byId.put(span.spanId(), span));
        Map<String, Hop> hopOf = new HashMap<>();
        hops.forEach(hop -> hopOf.put(hop.span().spanId(), hop));
        for (Hop hop : hops) {
            String parent = hop.span().parentId();
            while (parent != null && byId.containsKey(parent) && !hopOf.containsKey(parent)) {
                parent = byId.get(parent).parentId();
            }
            String key = parent != null && hopOf.containsKey(parent) ? parent : "";
            below.computeIfAbsent(key, id -> new ArrayList<>()).add(hop);
        }
        List<String> lines = new ArrayList<>();
        add(lines, below, "", 0);
        return lines;
    }

    private static void add(List<String> lines, Map<String, List<Hop>> below, String parent, int depth) {
        // a list is taken once: spans that name each other as parents end the walk
        List<Hop> hops = below.remove(parent);
        if (hops == null) {
            return;
        }
        for (Hop hop : hops) {
            lines.add("  ".repeat(depth) + hop.words() + " " + hop.millis() + " ms");
            add(lines, below, hop.span().spanId(), depth + 1);
        }
    }
}
