package io.mltwin.traces;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Some spans with all that they caused, directly and indirectly. */
final class Descent {

    /** Two traces may hold spans of the same id. */
    private record Id(String traceId, String spanId) {}

    private final Set<Id> members = new HashSet<>();

    private Descent() {}

    /** Returns the spans that satisfy a condition, and all below them. */
    static Descent from(Collection<RecordedSpan> spans, Predicate<RecordedSpan> first) {
        Map<Id, List<RecordedSpan>> below = new HashMap<>();
        Deque<RecordedSpan> open = new ArrayDeque<>();
        for (RecordedSpan span : spans) {
            if (span.parentId() != null) {
                below.computeIfAbsent(new Id(span.traceId(), span.parentId()), id -> new ArrayList<>())
                        .add(span);
            }
            if (first.test(span)) {
                open.add(span);
            }
        }
        Descent descent = new Descent();
        while (!open.isEmpty()) {
            Id id = id(open.remove());
            // spans that name each other as parents are met once
            if (descent.members.add(id)) {
                open.addAll(below.getOrDefault(id, List.of()));
            }
        }
        return descent;
    }

    boolean contains(RecordedSpan span) {
        return members.contains(id(span));
    }

    private static Id id(RecordedSpan span) {
        return new Id(span.traceId(), span.spanId());
    }
}
