package io.mltwin.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ToIntBiFunction;
import java.util.stream.Stream;

/**
 * Entries in memory whose number follows from what clients send. All of them together weigh no more
 * than a number of bytes, which is divided evenly among the owners that have entries: whatever one
 * owner adds, another keeps what fits into its own share. Entries may go at any time, so a caller
 * looks up again what is missing and never takes it for a permission.
 *
 * <p>An owner is a tenant, or a principal where no tenant is known. It comes from a verified token
 * or a row, never from the text of a request. Of more than 256 owners, those that are used most
 * have a share.
 *
 * @param <K> a record or an id
 */
public final class BoundedMemory<K, V> {

    private static final int MOST_OWNERS = 256;
    private static final int ENTRY_BYTES = 200;
    private static final int TEXT_BYTES = 56;

    private final long mostBytes;
    private final Caffeine<K, V> empty;
    private final Cache<Object, Cache<K, V>> shares;

    /**
     * Creates a memory without entries.
     *
     * @param kept how long an entry stays at most after it was written
     * @param bytes what a key and its value weigh
     */
    public BoundedMemory(long mostBytes, Duration kept, ToIntBiFunction<K, V> bytes) {
        this.mostBytes = mostBytes;
        this.empty = Caffeine.newBuilder()
                .executor(Runnable::run)
                .expireAfterWrite(kept)
                .maximumWeight(0)
                .weigher((key, value) -> ENTRY_BYTES + bytes.applyAsInt(key, value));
        this.shares = Caffeine.newBuilder()
                .executor(Runnable::run)
                .expireAfterAccess(kept)
                .maximumSize(MOST_OWNERS)
                .build();
    }

    /** Creates a memory without entries, which weigh as much as their texts. */
    public BoundedMemory(long mostBytes, Duration kept) {
        this(mostBytes, kept, (key, value) -> bytes(key.toString(), value.toString()));
    }

    /**
     * Returns a memory of 4 MiB for entries that need less than 4 KiB each, such as flags and
     * opened keys.
     */
    public static <K, V> BoundedMemory<K, V> ofSmall(Duration kept) {
        return new BoundedMemory<>(4 << 20, kept, (key, value) -> 4 << 10);
    }

    /** Returns the bytes of texts, of which each may be null. */
    public static int bytes(String... texts) {
        return TEXT_BYTES * texts.length + 2 * String.join("", texts).length();
    }

    /**
     * Returns the entries of an owner, to read and to change at once.
     *
     * @param owner null for all of whom nothing is known, together
     */
    public ConcurrentMap<K, V> of(Object owner) {
        return share(owner).asMap();
    }

    private Cache<K, V> share(Object owner) {
        Object known = Objects.requireNonNullElse(owner, "");
        Cache<K, V> share = shares.getIfPresent(known);
        if (share == null) {
            share = shares.get(known, unknown -> empty.build());
            divide();
        }
        return share;
    }

    private synchronized void divide() {
        long each = mostBytes / Math.max(1, shares.estimatedSize());
        shares.asMap().values().forEach(share -> eviction(share).setMaximum(each));
    }

    /**
     * Adds an entry, for which its owner's oldest ones make room; otherwise those that are used
     * least do.
     */
    public void append(Object owner, K key, V value) {
        Cache<K, V> share = share(owner);
        share.put(key, value);
        Policy.Eviction<K, V> room = eviction(share);
        if (room.weightedSize().orElseThrow() > room.getMaximum() / 10 * 9) {
            share.invalidateAll(
                    share.policy().expireAfterWrite().orElseThrow().oldest(2).keySet());
        }
    }

    /** Finds an entry of whatever owner. */
    public Optional<V> find(K key) {
        return shares.asMap().values().stream()
                .flatMap(share -> Stream.ofNullable(share.getIfPresent(key)))
                .findFirst();
    }

    /** Removes an entry of whatever owner. */
    public void remove(K key) {
        shares.asMap().values().forEach(share -> share.invalidate(key));
    }

    /** Removes all entries of an owner, which leaves its share to the others. */
    public void forget(Object owner) {
        shares.invalidate(owner);
    }

    public void clear() {
        shares.invalidateAll();
    }

    /** Returns what all entries weigh. */
    public long bytes() {
        return shares.asMap().values().stream()
                .peek(Cache::cleanUp)
                .mapToLong(share -> eviction(share).weightedSize().orElseThrow())
                .sum();
    }

    private Policy.Eviction<K, V> eviction(Cache<K, V> share) {
        return share.policy().eviction().orElseThrow();
    }
}
