package io.mltwin.armweb.transfers;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The transfers that wait for their clients and hold something meanwhile. When there is one too
 * many, of all or of one client, the client that has most of them gives up the one that has waited
 * longest, of its connection with most of them.
 */
public final class SlowTransfers {

    /** A transfer that may be given up. */
    public interface Transfer {

        /** Returns whose it is, on whatever connections: {@link SlowTransfers#client}. */
        String client();

        Object connection();

        /** Ends the transfer; from any thread. */
        void giveUp();
    }

    private static final long BYTES_A_SECOND = 4 << 10;
    private static final long NANOS = 1_000_000_000L;

    private final int most;
    private final int share;
    private final Set<Transfer> waiting = new LinkedHashSet<>();

    /**
     * @param share how many of them one client may have
     */
    public SlowTransfers(int most, int share) {
        this.most = most;
        this.share = share;
    }

    /** Returns the principal of a request's verified token, else the address it comes from. */
    public static String client(RoutingContext context) {
        return context.user() instanceof QuarkusHttpUser user
                        && !user.getSecurityIdentity().isAnonymous()
                ? user.getSecurityIdentity().getPrincipal().getName()
                : context.request().remoteAddress().hostAddress();
    }

    /**
     * Returns for how many nanoseconds, all in all, the service may have waited for so many bytes: a client may be
     * slow for a while as it likes, and over the whole transfer sends or takes at least a few bytes a second.
     *
     * @param patience that does not count
     */
    public static long longestWait(long bytes, Duration patience) {
        return patience.toNanos() + bytes * NANOS / BYTES_A_SECOND;
    }

    /** The transfer waits from now on. */
    public void add(Transfer transfer) {
        Transfer givenUp;
        synchronized (this) {
            waiting.add(transfer);
            long own = waiting.stream()
                    .filter(other -> other.client().equals(transfer.client()))
                    .count();
            if (waiting.size() <= most && own <= share) {
                return;
            }
            givenUp = slowest();
            waiting.remove(givenUp);
        }
        givenUp.giveUp();
    }

    public synchronized void remove(Transfer transfer) {
        waiting.remove(transfer);
    }

    private Transfer slowest() {
        Map<Object, Integer> held = new HashMap<>();
        for (Transfer transfer : waiting) {
            held.merge(transfer.client(), 1, Integer::sum);
            held.merge(transfer.connection(), 1, Integer::sum);
        }
        Comparator<Transfer> most = Comparator.<Transfer>comparingInt(transfer -> held.get(transfer.client()))
                .thenComparingInt(transfer -> held.get(transfer.connection()));
        // the first of those that are equal, which is the one that has waited longest
        return waiting.stream()
                .reduce((one, other) -> most.compare(other, one) > 0 ? other : one)
                .orElseThrow();
    }
}
