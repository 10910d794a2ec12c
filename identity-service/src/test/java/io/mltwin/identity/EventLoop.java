package io.mltwin.identity;

import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Runs work as a request that Vert.x has just received. */
public final class EventLoop {

    private EventLoop() {}

    /** Returns the result, or throws what the work has thrown. */
    public static <T> T call(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Vertx vertx = Vertx.vertx();
        try {
            vertx.runOnContext(none -> {
                try {
                    result.complete(work.get());
                } catch (RuntimeException thrown) {
                    result.completeExceptionally(thrown);
                }
            });
            return result.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException("the event loop did not answer", e);
        } finally {
            vertx.close();
        }
    }
}
