package io.mltwin.console.parts;

import io.mltwin.console.receipts.CallsOfPage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Parts of a page that are read at the same time. One thread makes the group and reads it once. */
public final class PartGroup {

    private final ConcurrentParts concurrent;
    private final CallsOfPage calls;
    private final List<Part<?>> parts = new ArrayList<>();

    PartGroup(ConcurrentParts concurrent, CallsOfPage calls) {
        this.concurrent = concurrent;
        this.calls = calls;
    }

    /**
     * Adds a part, which {@link #read} reads.
     *
     * @param reader calls Azure; an error that is shown in place of the part is its own to catch
     */
    public <T> Part<T> add(Supplier<T> reader) {
        Part<T> part = new Part<>(reader);
        parts.add(part);
        return part;
    }

    /**
     * Reads all parts and waits for them. The receipt of the page has their calls in the order of
     * the parts.
     *
     * @throws RuntimeException the error of the first part that has one, after all have ended
     */
    public void read() {
        AtomicInteger next = new AtomicInteger();
        PageContext context = PageContext.current();
        concurrent.help(Math.min(parts.size(), ConcurrentParts.MOST_OF_A_GROUP) - 1, () -> readFrom(next, context));
        readFrom(next, PageContext.OF_THIS_THREAD);
        parts.forEach(Part::await);
        parts.forEach(part -> part.calls().forEach(calls::add));
        parts.forEach(Part::rethrow);
    }

    /** A thread that comes after the last part was taken does not touch the page's request. */
    private void readFrom(AtomicInteger next, PageContext context) {
        for (int i = next.getAndIncrement(); i < parts.size(); i = next.getAndIncrement()) {
            Part<?> part = parts.get(i);
            context.run(() -> part.read(calls));
        }
    }
}
