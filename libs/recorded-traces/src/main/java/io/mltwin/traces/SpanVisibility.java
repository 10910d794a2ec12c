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
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Who reads spans. A reader sees the spans of their own calls, all that these caused, and the spans
 * about scopes that they may read.
 *
 * @param everything true for an operator, who sees all
 * @param tenantId of the reader's account
 * @param objectId of the reader in that tenant
 * @param readable returns those among scopes that the reader may read; scopes are in lower case
 */
public record SpanVisibility(
        boolean everything, String tenantId, String objectId, UnaryOperator<Set<String>> readable) {

    /** Sees all. */
    public static SpanVisibility ofOperator() {
        return new SpanVisibility(true, null, null, scopes -> scopes);
    }

    /** Sees the reader's own calls and what they caused. */
    public static SpanVisibility ofOwn(String tenantId, String objectId) {
        return new SpanVisibility(false, tenantId, objectId, scopes -> Set.of());
    }

    /** Returns true for a call that the reader made. */
    public boolean isOwn(RecordedSpan span) {
        return objectId != null
                && tenantId != null
                && objectId.equals(span.callerObjectId())
                && tenantId.equals(span.callerTenantId());
    }

    /**
     * Returns what the reader may see of whole traces, in the same order.
     *
     * @param spans all of each trace, so that it is known what caused a span
     */
    public List<RecordedSpan> visible(Collection<RecordedSpan> spans) {
        if (everything) {
            return List.copyOf(spans);
        }
        Descent caused = Descent.from(spans, this::isOwn);
        Set<String> scopes = scopesOutside(spans, caused);
        Set<String> allowed = scopes.isEmpty() ? Set.of() : readable.apply(scopes);
        return spans.stream()
                .filter(span -> caused.contains(span) || span.armScope() != null && allowed.contains(span.armScope()))
                .toList();
    }

    private static Set<String> scopesOutside(Collection<RecordedSpan> spans, Descent caused) {
        return spans.stream()
                .filter(span -> !caused.contains(span))
                .map(RecordedSpan::armScope)
                .filter(scope -> scope != null)
                .collect(Collectors.toSet());
    }

    /** Some spans with all that they caused, directly and indirectly. */
    static final class Descent {

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
}
