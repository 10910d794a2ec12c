package io.mltwin.keyvault.objects.cache;

import io.mltwin.keyvault.objects.cache.ObjectCache.Change;
import io.mltwin.keyvault.objects.cache.ObjectCache.Name;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.HashMap;
import java.util.Map;

/** Invalidates {@link ObjectCache} for what a transaction changes. */
@Singleton
public record CacheInvalidation(ObjectCache cache, TransactionSynchronizationRegistry transactions) {
    /**
     * Keeps an object out of the cache until the current transaction has ended. Every method that
     * writes an object or one of its versions calls this before its first statement.
     *
     * @throws IllegalStateException outside a transaction
     */
    public void invalidate(Name name) {
        if (transactions.getTransactionKey() == null) {
            throw new IllegalStateException("Objects are changed within a transaction only.");
        }
        Changes changes = (Changes) transactions.getResource(CacheInvalidation.class);
        if (changes == null) {
            changes = new Changes();
            transactions.registerInterposedSynchronization(changes);
            transactions.putResource(CacheInvalidation.class, changes);
        }
        changes.begun.computeIfAbsent(name, cache::begin);
    }

    /** The changes of one transaction; ends them with it. */
    private static final class Changes implements Synchronization {
        private final Map<Name, Change> begun = new HashMap<>();
        private boolean committing;

        @Override
        public void beforeCompletion() {
            committing = true;
        }

        @Override
        public void afterCompletion(int status) {
            boolean isCertain = !committing || status == Status.STATUS_COMMITTED;
            begun.values().forEach(isCertain ? Change::end : Change::endWhenCertain);
        }
    }
}
