package io.mltwin.platform.http;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Runs work on the event loop as long as memory suffices, and again on a worker thread when it does
 * not. The work is written once: what misses its cache calls {@link #requireWorker()} before it
 * asks the database or another service.
 */
public final class EventLoopOrWorker {

    private EventLoopOrWorker() {}

    /**
     * Runs the work on this thread. If it needs a worker, runs it there from its beginning, with
     * the same request context.
     *
     * <p>The work must have no side effects before the last place that may need a worker: audit
     * events, metrics, and what is taken out of the request come after it. It must let {@link
     * WorkerNeededException} pass, so it catches no {@code RuntimeException} as such.
     *
     * @return the result, complete already when this thread could compute it
     */
    public static <T> CompletionStage<T> run(Supplier<T> work) {
        try {
            return CompletableFuture.completedFuture(work.get());
        } catch (WorkerNeededException needed) {
            return Uni.createFrom()
                    .item(work)
                    .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                    .subscribeAsCompletionStage();
        }
    }

    /**
     * Passes on a worker thread, where work may block.
     *
     * @throws WorkerNeededException on the event loop
     */
    public static void requireWorker() {
        if (Context.isOnEventLoopThread()) {
            throw WorkerNeededException.INSTANCE;
        }
    }

    /** Tells {@link #run} that the work must go on where it may block; has no stack trace. */
    public static final class WorkerNeededException extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private static final WorkerNeededException INSTANCE = new WorkerNeededException();

        private WorkerNeededException() {
            super("This work may block: run it by EventLoopOrWorker.", null, false, false);
        }
    }
}
