package io.mltwin.traces;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The hops of one trace while its spans arrive, in any order. A row is a hop with how often it was
 * made in the same words: repeated polling is one row. A row keeps its key while it changes and
 * moves.
 */
public final class LiveHops {

    /**
     * A hop as it is shown.
     *
     * @param key stays the same while the row is there
     * @param hop the first of those that the row stands for
     * @param times how often it was made
     */
    public record Row(String key, Hop hop, int times) {}

    /**
     * The change of a row.
     *
     * @param row null when it is gone
     * @param after key of the row before it, null for the first
     */
    public record Change(String key, Row row, String after) {
        public boolean isRemoval() {
            return row == null;
        }
    }

    private final Predicate<Hop> shown;
    private final Map<String, RecordedSpan> spans = new LinkedHashMap<>();
    private List<Row> rows = List.of();

    public LiveHops() {
        this(hop -> true);
    }

    /** With rows for some hops only. */
    public LiveHops(Predicate<Hop> shown) {
        this.shown = shown;
    }

    /** Returns the rows in the order in which their hops began. */
    public List<Row> rows() {
        return rows;
    }

    /**
     * Adds spans; one that is there already changes nothing.
     *
     * @return removals first, then the rows that appeared, changed or moved, in their order: who
     *     puts each behind the row that it names comes to {@link #rows()}
     */
    public List<Change> add(List<RecordedSpan> arrived) {
        boolean grown = false;
        for (RecordedSpan span : arrived) {
            grown |= spans.putIfAbsent(span.spanId(), span) == null;
        }
        if (!grown) {
            return List.of();
        }
        List<Row> before = rows;
        List<Hop> hops = Hops.of(List.copyOf(spans.values()));
        rows = fold(hops.stream().filter(shown).toList(), before);
        return changes(before, rows);
    }

    /** Returns hops as rows, those that are told in the same words as one. */
    public static List<Row> fold(List<Hop> hops) {
        return fold(hops, List.of());
    }

    private static List<Row> fold(List<Hop> hops, List<Row> before) {
        Set<String> keys = new HashSet<>();
        before.forEach(row -> keys.add(row.key()));
        Map<Hop, List<Hop>> groups = new LinkedHashMap<>();
        hops.forEach(hop ->
                groups.computeIfAbsent(hop.told(), told -> new ArrayList<>()).add(hop));
        List<Row> folded = new ArrayList<>();
        for (List<Hop> group : groups.values()) {
            String key = group.stream()
                    .map(hop -> hop.span().spanId())
                    .filter(keys::contains)
                    .findFirst()
                    .orElse(group.get(0).span().spanId());
            folded.add(new Row(key, group.get(0), group.size()));
        }
        return folded;
    }

    private static List<Change> changes(List<Row> before, List<Row> now) {
        List<Change> changes = new ArrayList<>();
        Map<String, Row> kept = new HashMap<>();
        now.forEach(row -> kept.put(row.key(), row));
        Map<String, Row> old = new LinkedHashMap<>();
        for (Row row : before) {
            if (kept.containsKey(row.key())) {
                old.put(row.key(), row);
            } else {
                changes.add(new Change(row.key(), null, null));
            }
        }
        // the rows as the receiver of the changes has them
        List<String> drawn = new ArrayList<>(old.keySet());
        String after = null;
        for (int i = 0; i < now.size(); i++) {
            Row row = now.get(i);
            boolean inPlace = i < drawn.size() && drawn.get(i).equals(row.key());
            if (!inPlace) {
                drawn.remove(row.key());
                drawn.add(i, row.key());
            }
            if (!inPlace || !Objects.equals(old.get(row.key()), row)) {
                changes.add(new Change(row.key(), row, after));
            }
            after = row.key();
        }
        return changes;
    }
}
