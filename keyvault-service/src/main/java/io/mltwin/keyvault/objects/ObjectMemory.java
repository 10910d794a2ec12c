package io.mltwin.keyvault.objects;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.platform.reset.Resettable;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What was read of secrets and keys since they last changed, so that using one costs no question to
 * the database. Nothing is answered from here from a change's first statement until its transaction
 * has ended, and nothing that was read before its end is answered after it: who asks meanwhile asks
 * the database. A change that was interrupted while it was committed may still come true, so what
 * it is about is asked of the database for a while.
 */
@Singleton
public class ObjectMemory implements Resettable {

    private static final long MOST_BYTES = 6L << 20;
    private static final int OVERHEAD_BYTES = 1_000;
    private static final int STRIPES = 1 << 10;
    private static final Executor WHEN_OUTCOME_IS_CERTAIN =
            CompletableFuture.delayedExecutor(30, TimeUnit.SECONDS);

    private final Cache<Version, Entry> known =
            Caffeine.newBuilder()
                    .maximumWeight(MOST_BYTES)
                    .weigher((Version version, Entry entry) -> OVERHEAD_BYTES + entry.bytes)
                    .executor(Runnable::run)
                    .build();
    private final Scope everything = new Scope();
    private final Scope[] stripes = new Scope[STRIPES];

    ObjectMemory() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Scope();
        }
    }

    /** An object of a vault, whatever its version. */
    public record Name(Kind kind, UUID vaultId, String nameKey) {

        public static Name of(Kind kind, UUID vaultId, ObjectName name) {
            return new Name(kind, vaultId, name.key());
        }

        /** Its version; empty for the latest. */
        Version version(String version) {
            return new Version(this, version);
        }
    }

    private record Version(Name name, String version) {}

    private record Entry(Object value, int bytes, Ticket read) {}

    /** When something was begun to be read. */
    public record Ticket(long name, long all) {}

    /** What changes together: while it does, nobody is answered from memory. */
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

    /** A change under way; ended once, when it is known what became of it. */
    public final class Change {
        private final Scope scope;

        private Change(Scope scope) {
            this.scope = scope;
            scope.begin();
        }

        /** It is committed, or never will be. */
        public void ended() {
            scope.end();
        }

        /** Its commit was not acknowledged: it may still come true. */
        public void endedUnknown() {
            WHEN_OUTCOME_IS_CERTAIN.execute(scope::end);
        }
    }

    /** To be taken before the first statement of a reading that is to be remembered. */
    public Ticket ticket(Name name) {
        return new Ticket(stripe(name).changes, everything.changes);
    }

    /**
     * What is known of a version; never asks the database.
     *
     * @param version empty for the latest
     * @return null when it is not known, or changes
     */
    public <T> T find(Class<T> type, Name name, String version) {
        Entry entry = known.getIfPresent(name.version(version));
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
     * Remembers what was read.
     *
     * @param read taken before it was read
     * @param bytes how large it is, about
     */
    public void remember(Name name, String version, Object value, int bytes, Ticket read) {
        known.put(name.version(version), new Entry(value, bytes, read));
    }

    /** One object is about to be changed; the caller says when that has ended. */
    public Change change(Name name) {
        return new Change(stripe(name));
    }

    /** Something is about to be changed; the caller says when that has ended. */
    Change changeOfAny() {
        return new Change(everything);
    }

    private Scope stripe(Name name) {
        int hash = name.hashCode();
        return stripes[(hash ^ hash >>> 16) & STRIPES - 1];
    }

    private void forget() {
        changeOfAny().ended();
        known.invalidateAll();
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
