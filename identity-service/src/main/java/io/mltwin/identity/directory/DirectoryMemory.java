package io.mltwin.identity.directory;

import io.mltwin.platform.reset.Resettable;
import jakarta.inject.Singleton;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What has been read of the directory since it last changed, so that a token costs no question to
 * the database. Every change forgets all of it before its caller is answered: a secret that was
 * removed is refused at once. What a reader began to read before a change goes into a memory that
 * nobody asks any more.
 */
@Singleton
public class DirectoryMemory implements Resettable {

    private static final Object CHANGING = new Object();

    private final TransactionSynchronizationRegistry transactions;
    private volatile Map<Key, Object> known = new ConcurrentHashMap<>();

    DirectoryMemory(TransactionSynchronizationRegistry transactions) {
        this.transactions = transactions;
    }

    private record Key(Class<?> type, String name) {}

    /** What is known already, else null: never asks the database. */
    public <T> T known(Class<T> type, String name) {
        return type.cast(known.get(new Key(type, name)));
    }

    /**
     * What is known, or is read now. What is not there is not remembered: names are the callers'
     * choice.
     */
    public <T> Optional<T> recall(Class<T> type, String name, Supplier<Optional<T>> read) {
        if (isChanging()) {
            // what this transaction sees may never become true
            return read.get();
        }
        Map<Key, Object> before = known;
        Key key = new Key(type, name);
        T value = type.cast(before.get(key));
        if (value != null) {
            return Optional.of(value);
        }
        Optional<T> found = read.get();
        found.ifPresent(present -> before.put(key, present));
        return found;
    }

    /** The transaction of this thread changes the directory: when it ends, all is forgotten. */
    void changing() {
        if (transactions.getTransactionKey() == null) {
            forget();
            return;
        }
        if (transactions.getResource(CHANGING) == null) {
            transactions.putResource(CHANGING, true);
            transactions.registerInterposedSynchronization(
                    new Synchronization() {
                        @Override
                        public void beforeCompletion() {}

                        @Override
                        public void afterCompletion(int status) {
                            forget();
                        }
                    });
        }
    }

    private boolean isChanging() {
        return transactions.getTransactionKey() != null
                && transactions.getResource(CHANGING) != null;
    }

    private void forget() {
        known = new ConcurrentHashMap<>();
    }

    @Override
    public void pause() {
        forget();
    }

    @Override
    public void clear() {
        forget();
    }
}
