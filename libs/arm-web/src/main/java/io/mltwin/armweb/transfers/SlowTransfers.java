package io.mltwin.armweb.transfers;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The transfers that wait for their clients and hold something meanwhile. When there is one too
 * many, the connection that has most of them gives up the one that has waited longest.
 */
public final class SlowTransfers {

    /** A transfer that may be given up. */
    public interface Transfer {

        Object connection();

        /** Ends the transfer; from any thread. */
        void giveUp();
    }

    private final int most;
    private final Set<Transfer> waiting = new LinkedHashSet<>();

    public SlowTransfers(int most) {
        this.most = most;
    }

    /** The transfer waits from now on. */
    public void add(Transfer transfer) {
        Transfer givenUp;
        synchronized (this) {
            waiting.add(transfer);
            if (waiting.size() <= most) {
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
        Map<Object, Long> of =
                waiting.stream()
                        .map(Transfer::connection)
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        // the first of those that are equal, which is the one that has waited longest
        return waiting.stream()
                .reduce(
                        (one, other) ->
                                of.get(other.connection()) > of.get(one.connection()) ? other : one)
                .orElseThrow();
    }
}
