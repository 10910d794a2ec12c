package io.mltwin.traces;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Chooses the spans that a reader may see. */
public final class VisibleSpans {

    private VisibleSpans() {}

    /**
     * Returns what a reader may see of whole traces, in the same order.
     *
     * @param spans all of each trace, so that it is known what caused a span
     */
    public static List<RecordedSpan> of(Collection<RecordedSpan> spans, SpanVisibility visibility) {
        if (visibility.everything()) {
            return List.copyOf(spans);
        }
        Descent caused = Descent.from(spans, visibility::isOwn);
        Set<String> scopes = scopesOutside(spans, caused);
        Set<String> readable =
                scopes.isEmpty() ? Set.of() : visibility.readable().apply(scopes);
        return spans.stream()
                .filter(span -> caused.contains(span) || span.armScope() != null && readable.contains(span.armScope()))
                .toList();
    }

    private static Set<String> scopesOutside(Collection<RecordedSpan> spans, Descent caused) {
        return spans.stream()
                .filter(span -> !caused.contains(span))
                .map(RecordedSpan::armScope)
                .filter(scope -> scope != null)
                .collect(Collectors.toSet());
    }
}
