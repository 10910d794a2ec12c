package io.mltwin.keyvault.objects;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Answers that may be at hand, given by the thread that asks; others by one that may wait. */
public final class AtHand {

    private AtHand() {}

    /**
     * An answer.
     *
     * @param known null when it must be worked for
     */
    public static <T> CompletionStage<T> orOnWorker(T known, Supplier<T> work) {
        return known == null
                ? Uni.createFrom()
                        .item(work)
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                        .subscribeAsCompletionStage()
                : CompletableFuture.completedFuture(known);
    }
}
