package io.mltwin.identity.directory;

import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.http.EventLoopOrWorker;
import io.mltwin.platform.reset.Resettable;
import jakarta.inject.Singleton;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps tenants and applications that were read, so that a token needs no query. Each method that
 * changes what is kept calls {@link #invalidate} first: its transaction reads from the database
 * until it ends, then the whole cache is replaced, before the caller has the answer. A value that
 * another thread read before the change goes into the replaced cache, where nobody finds it.
 */
@Singleton
public class DirectoryCache implements Resettable {

    private static final Object INVALIDATED = new Object();

    private final TransactionSynchronizationRegistry transactions;
    private volatile BoundedMemory<Key, Object> current = empty();

    DirectoryCache(TransactionSynchronizationRegistry transactions) {
        this.transactions = transactions;
    }

    private record Key(Class<?> type, String name) {}

    /** A value that takes the place of its tenant. */
    public interface OfTenant {

        String tenantId();
    }

    /**
     * Returns the kept value, or reads it. What does not exist is not kept, since callers choose
     * the names.
     */
    public <T> Optional<T> get(Class<T> type, String name, Supplier<Optional<T>> read) {
        if (isInvalidated()) {
            return read.get();
        }
        BoundedMemory<Key, Object> before = current;
        Key key = new Key(type, name);
        Optional<T> kept = before.find(key).map(type::cast);
        if (kept.isPresent()) {
            return kept;
        }
        EventLoopOrWorker.requireWorker();
        Optional<T> found = read.get();
        found.ifPresent(value -> before.of(value instanceof OfTenant owned ? owned.tenantId() : null)
                .put(key, value));
        return found;
    }

    /** Empties the cache when the transaction of this thread ends; at once without one. */
    public void invalidate() {
        if (transactions.getTransactionKey() == null) {
            clear();
        } else if (!isInvalidated()) {
            transactions.putResource(INVALIDATED, true);
            transactions.registerInterposedSynchronization(new Synchronization() {
                @Override
                public void beforeCompletion() {}

                @Override
                public void afterCompletion(int status) {
                    clear();
                }
            });
        }
    }

    /** Returns true when the transaction of this thread has invalidated the cache. */
    boolean isInvalidated() {
        return transactions.getTransactionKey() != null && transactions.getResource(INVALIDATED) != null;
    }

    @Override
    public void pause() {
        clear();
    }

    @Override
    public void clear() {
        current = empty();
    }

    private static BoundedMemory<Key, Object> empty() {
        return new BoundedMemory<>(8 << 20, Duration.ofDays(1));
    }
}
