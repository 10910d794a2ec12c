package io.mltwin.telemetry.traces;

import io.mltwin.platform.reset.Resettable;
import io.mltwin.telemetry.traces.ArrivalRepository.Arrival;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Keeps the spans that arrived last, and the traces that they are in, so that readers who follow
 * the feed together read each from the database once. The first to ask for more reads it for all;
 * nothing is read for nobody.
 */
@ApplicationScoped
class RecentArrivals implements Resettable {

    /** Whoever is further behind goes on with the newest: nobody could look at so much. */
    static final int MOST_BEHIND = 2000;

    private static final int READ_AT_ONCE = 500;
    private static final int MOST_KEPT = 500;

    /** Spans of traces and one trace more, some 2 KB each. */
    private static final int MOST_IN_TRACES = 1500;

    private static final int MOST_TRACES = 500;
    private static final Comparator<Arrival> BY_START =
            Comparator.<Arrival>comparingLong(one -> one.span().startNanos())
                    .thenComparing(one -> one.span().spanId());

    private final ArrivalRepository arrivals;

    /** In the order of their numbers, all behind {@link #start}. */
    private final List<Arrival> newest = new ArrayList<>();

    private final Map<String, List<Arrival>> traces = new LinkedHashMap<>(16, 0.75f, true);
    private long start = -1;
    private int inTraces;

    RecentArrivals(ArrivalRepository arrivals) {
        this.arrivals = arrivals;
    }

    /**
     * What arrived.
     *
     * @param from the position behind which it was; the one that was asked for, or a later one when
     *     that was too far behind
     * @param missed how many calls arrived between the two
     */
    record Recent(long from, List<Arrival> arrived, long missed) {}

    /** Returns what arrived after a number, in the order of arrival. */
    synchronized Recent after(long number, int most) {
        if (start >= 0 && number == last()) {
            readOn();
        }
        if (start >= 0 && number >= start && number <= last()) {
            return new Recent(number, behind(number, most), 0);
        }
        long last = read(arrivals::last);
        if (last - number > MOST_BEHIND) {
            boolean isStartNear = start > number && last - start <= MOST_BEHIND;
            long from = isStartNear ? start : read(() -> arrivals.beforeLast(READ_AT_ONCE));
            return new Recent(from, readFrom(from, most), read(() -> arrivals.calls(number, from)));
        }
        long from = Math.min(number, last);
        return new Recent(from, readFrom(from, most), 0);
    }

    private List<Arrival> readFrom(long number, int most) {
        if (start < 0 || number - last() > MOST_BEHIND) {
            startAt(number);
        }
        boolean isMore = true;
        while (isMore && number >= last()) {
            isMore = readOn();
        }
        return number < start ? read(() -> arrivals.after(number, most)) : behind(number, most);
    }

    private List<Arrival> behind(long number, int most) {
        int first = 0;
        while (first < newest.size() && newest.get(first).number() <= number) {
            first++;
        }
        return List.copyOf(newest.subList(first, Math.min(newest.size(), first + most)));
    }

    /** Returns the spans of traces that arrived up to a number, in the order of their start. */
    synchronized List<Arrival> ofTraces(List<String> traceIds, long last) {
        if (last > last()) {
            // somebody has seen more than is kept here
            return read(() -> arrivals.ofTraces(traceIds, last));
        }
        List<String> unknown = traceIds.stream().filter(id -> !traces.containsKey(id)).toList();
        if (!unknown.isEmpty()) {
            List<Arrival> whole = read(() -> arrivals.ofTraces(unknown, last()));
            unknown.forEach(id -> traces.put(id, new ArrayList<>()));
            for (Arrival one : whole) {
                traces.get(one.span().traceId()).add(one);
                inTraces++;
            }
        }
        List<Arrival> found = new ArrayList<>();
        for (String id : traceIds) {
            traces.get(id).stream().filter(one -> one.number() <= last).forEach(found::add);
        }
        found.sort(BY_START);
        forgetOldest();
        return found;
    }

    /** Forgets all. */
    @Override
    public synchronized void clear() {
        startAt(-1);
    }

    /** Returns the number of the last that is kept, or was. */
    private long last() {
        return newest.isEmpty() ? start : newest.get(newest.size() - 1).number();
    }

    private void startAt(long number) {
        start = number;
        newest.clear();
        traces.clear();
        inTraces = 0;
    }

    /** Returns true when there was something. */
    private boolean readOn() {
        List<Arrival> more = read(() -> arrivals.after(last(), READ_AT_ONCE));
        for (Arrival one : more) {
            newest.add(one);
            List<Arrival> trace = traces.get(one.span().traceId());
            if (trace != null) {
                trace.add(one);
                inTraces++;
            }
        }
        if (more.size() == READ_AT_ONCE && read(arrivals::last) - last() > MOST_BEHIND) {
            startAt(read(() -> arrivals.beforeLast(READ_AT_ONCE)));
            return true;
        }
        int tooMany = newest.size() - MOST_KEPT;
        if (tooMany > 0) {
            start = newest.get(tooMany - 1).number();
            newest.subList(0, tooMany).clear();
        }
        forgetOldest();
        return !more.isEmpty();
    }

    private void forgetOldest() {
        Iterator<List<Arrival>> oldest = traces.values().iterator();
        while (traces.size() > 1 && (inTraces > MOST_IN_TRACES || traces.size() > MOST_TRACES)) {
            inTraces -= oldest.next().size();
            oldest.remove();
        }
    }

    private static <T> T read(Supplier<T> question) {
        return QuarkusTransaction.joiningExisting().call(question::get);
    }
}
