package io.mltwin.console.parts;

import io.mltwin.console.receipts.CallsOfPage;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Reads parts of a page that do not depend on each other at the same time, each as the signed-in
 * user and in the trace of the page's request. The thread of the page reads too, so that a page
 * which gets no other thread reads its parts one after the other.
 */
@ApplicationScoped
public class ConcurrentParts {

    /** Parts of one group that are read at the same time. */
    static final int MOST_OF_A_GROUP = 6;

    /** Threads that all pages together have besides their own. */
    static final int MOST_HELPERS = 16;

    private final CallsOfPage calls;
    private final Executor workers;
    private final Semaphore helpers = new Semaphore(MOST_HELPERS);

    @Inject
    ConcurrentParts(CallsOfPage calls) {
        this(calls, Infrastructure.getDefaultWorkerPool());
    }

    ConcurrentParts(CallsOfPage calls, Executor workers) {
        this.calls = calls;
        this.workers = workers;
    }

    /** Returns a group without parts. */
    public PartGroup group() {
        return new PartGroup(this, calls);
    }

    /**
     * Reads parts and returns them in their order.
     *
     * @throws RuntimeException the error of the first part that has one, after all have ended
     */
    public <T> List<T> readAll(List<Supplier<T>> readers) {
        PartGroup group = group();
        List<Part<T>> parts = new ArrayList<>();
        readers.forEach(reader -> parts.add(group.add(reader)));
        group.read();
        return parts.stream().map(Part::value).toList();
    }

    /** Lets threads that are free do this work too; the caller does it in any case. */
    void help(int most, Runnable work) {
        for (int i = 0; i < most && helpers.tryAcquire(); i++) {
            try {
                workers.execute(() -> {
                    try {
                        work.run();
                    } finally {
                        helpers.release();
                    }
                });
            } catch (RejectedExecutionException stopping) {
                helpers.release();
                return;
            }
        }
    }
}
