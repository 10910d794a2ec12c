package io.mltwin.keyvault.objects.cache;

import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.http.EventLoopOrWorker;
import io.mltwin.platform.reset.Resettable;
import io.mltwin.resourceprovider.RowTransactions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Keeps versions of secrets and keys as they were last read, so that using one costs no query.
 *
 * <p>From the beginning of a change until its transaction has ended, every reader of that object
 * asks the database. What was read before the end is not answered after it. A commit that was not
 * acknowledged may still come true, so its object is not answered from memory for 30 seconds.
 */
@Singleton
public class ObjectCache implements Resettable {

    /** A version of a secret or key as {@link ObjectCache} keeps it. */
    public interface CachedVersion {

        /**
         * The vault as it was when the version was read; once it has changed, the version is read
         * again.
         */
        Vault vault();

        /** False when time alone may make another version the latest: then it is not kept. */
        boolean isLasting();

        /** About how many bytes it takes in memory. */
        int bytes();
    }

    private static final long MOST_BYTES = 6L << 20;
    private static final int OVERHEAD_BYTES = 1_000;
    private static final int STRIPES = 1 << 10;
    private static final Executor WHEN_OUTCOME_IS_CERTAIN = CompletableFuture.delayedExecutor(30, TimeUnit.SECONDS);

    // each vault has the same share
    private final BoundedMemory<Key, Entry> entries =
            new BoundedMemory<>(MOST_BYTES, Duration.ofDays(1), (key, entry) -> OVERHEAD_BYTES + entry.bytes);
    private final Scope everything = new Scope();
    private final Scope[] stripes = new Scope[STRIPES];

    ObjectCache() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Scope();
        }
    }

    /** An object of a vault, in all its versions. */
    public record Name(Kind kind, UUID vaultId, String nameKey) {}

    private record Key(Name name, String version) {}

    private record Entry(Object value, int bytes, Ticket read) {}

    /** The state of an object's changes when a read began. */
    record Ticket(long name, long all) {}

    /** Objects that are invalidated together. */
    private static final class Scope {
        private final AtomicInteger changing = new AtomicInteger();
        private volatile long changes;

        void begin() {
            changing.incrementAndGet();
        }

        synchronized void end() {
            changes++;
            changing.decrementAndGet();
        }

        boolean isQuiet() {
            return changing.get() == 0;
        }
    }

    /** A change that has begun. Its caller ends it once. */
    public static final class Change {
        private final Scope scope;

        private Change(Scope scope) {
            this.scope = scope;
            scope.begin();
        }

        /** Ends a change that is committed or never will be. */
        public void end() {
            scope.end();
        }

        /** Ends a change whose commit was not acknowledged, once its outcome is certain. */
        public void endWhenCertain() {
            WHEN_OUTCOME_IS_CERTAIN.execute(scope::end);
        }
    }

    /**
     * Returns a version from memory, or reads it in a transaction of its own.
     *
     * @param version empty for the latest
     * @param vault as the caller knows it
     */
    public <T extends CachedVersion> T get(Class<T> type, Name name, String version, Vault vault, Supplier<T> read) {
        T found = find(type, name, version);
        if (found != null && found.vault() == vault) {
            return found;
        }
        EventLoopOrWorker.requireWorker();
        Ticket begun = ticket(name);
        T loaded = RowTransactions.inOne(read);
        if (loaded.isLasting()) {
            put(name, version, loaded, loaded.bytes(), begun);
        }
        return loaded;
    }

    /** Begins a read whose result is to be kept. */
    Ticket ticket(Name name) {
        return new Ticket(stripe(name).changes, everything.changes);
    }

    /** Finds a version in memory; null when it is not there or its object changes. */
    <T> T find(Class<T> type, Name name, String version) {
        Entry entry = entries.of(name.vaultId()).get(new Key(name, version));
        Scope own = stripe(name);
        return entry != null
                        && everything.isQuiet()
                        && own.isQuiet()
                        && entry.read.name == own.changes
                        && entry.read.all == everything.changes
                ? type.cast(entry.value)
                : null;
    }

    /**
     * Keeps what was read.
     *
     * @param begun taken before it was read
     */
    void put(Name name, String version, Object value, int bytes, Ticket begun) {
        entries.of(name.vaultId()).put(new Key(name, version), new Entry(value, bytes, begun));
    }

    /** Begins the change of an object; called before its first statement. */
    public Change begin(Name name) {
        return new Change(stripe(name));
    }

    /** Begins the change of all objects. */
    Change beginAll() {
        return new Change(everything);
    }

    private Scope stripe(Name name) {
        int hash = name.hashCode();
        return stripes[(hash ^ hash >>> 16) & STRIPES - 1];
    }

    private void forget() {
        beginAll().end();
        entries.clear();
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
