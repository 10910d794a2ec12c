package io.mltwin.compute.nodes;

import io.mltwin.node.host.HostExchange.NodeState;
import io.mltwin.node.host.HostExchange.Orders;
import io.mltwin.node.host.HostExchange.Report;
import io.mltwin.node.host.HostExchange.Start;
import io.mltwin.node.host.NodeProcesses.Liveness;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Nodes on a host of their own, which asks here what to start and to end: in containers
 * compute-service runs no scripts. What is here is in memory: a node that was never started is
 * replaced after a restart, one that runs goes on.
 */
final class RemoteNodeHost implements NodeHost {

    private static final Duration END_PATIENCE = Duration.ofSeconds(5);
    private static final Duration AWAY = Duration.ofSeconds(45);

    private final Map<String, Start> pending = new LinkedHashMap<>();
    private final Set<String> ending = new HashSet<>();
    private final Map<String, NodeState> nodes = new LinkedHashMap<>();
    private String boot;
    private long number;
    private long heard;
    private CompletableFuture<Void> ring = new CompletableFuture<>();

    /** Notes what runs on the host; false when a later report was here first. */
    synchronized boolean report(Report report) {
        heard = System.nanoTime();
        if (report.boot().equals(boot) && report.number() <= number) {
            return false;
        }
        boot = report.boot();
        number = report.number();
        nodes.clear();
        report.nodes().forEach(node -> nodes.put(node.nodeId(), node));
        pending.keySet().removeAll(nodes.keySet());
        ending.retainAll(nodes.keySet());
        notifyAll();
        return true;
    }

    /** Completes when there is something to order, or when the time is over. */
    synchronized CompletableFuture<Orders> orders(Duration time) {
        if (!pending.isEmpty() || !ending.isEmpty()) {
            return CompletableFuture.completedFuture(orders());
        }
        // one exchange waits at a time: an earlier one is answered
        wake();
        ring = new CompletableFuture<>();
        return ring.completeOnTimeout(null, time.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(rung -> orders());
    }

    synchronized Orders orders() {
        return new Orders(List.copyOf(pending.values()), List.copyOf(ending));
    }

    @Override
    public synchronized void start(String nodeId, NodeSecret secret, boolean encryptedScratch) {
        pending.put(nodeId, new Start(nodeId, secret.value(), encryptedScratch));
        wake();
    }

    /** A pid of another machine says nothing here. */
    @Override
    public void notePid(String nodeId, long pid) {
        return;
    }

    @Override
    public synchronized Liveness liveness(String nodeId) {
        NodeState node = nodes.get(nodeId);
        if (node != null) {
            return node.alive() ? Liveness.ALIVE : Liveness.DEAD;
        }
        return boot == null || pending.containsKey(nodeId) ? Liveness.UNKNOWN : Liveness.DEAD;
    }

    @Override
    public void destroy(String nodeId) {
        destroy(List.of(nodeId));
    }

    /** Returns when the host has said that they are gone, if it answers. */
    private synchronized void destroy(Collection<String> nodeIds) {
        pending.keySet().removeAll(nodeIds);
        nodeIds.stream().filter(nodes::containsKey).forEach(ending::add);
        wake();
        long end = System.nanoTime() + END_PATIENCE.toNanos();
        try {
            while (ending.stream().anyMatch(nodeIds::contains) && isThere()) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized String logTail(String nodeId) {
        return Optional.ofNullable(nodes.get(nodeId)).map(NodeState::log).orElse("");
    }

    /** Those that are ended already are not named again. */
    @Override
    public synchronized List<String> known() {
        return nodes.keySet().stream()
                .filter(nodeId -> !ending.contains(nodeId))
                .collect(Collectors.toList());
    }

    /** The host that waits is answered: no request is open while the platform is reset. */
    @Override
    public synchronized void pause() {
        wake();
    }

    @Override
    public void clear() {
        List<String> all;
        synchronized (this) {
            pending.clear();
            all = List.copyOf(nodes.keySet());
        }
        destroy(all);
    }

    private boolean isThere() {
        return boot != null && System.nanoTime() - heard < AWAY.toNanos();
    }

    /** On a thread of its own: who rings must not do the host's work. */
    private void wake() {
        ring.completeAsync(() -> null);
    }
}
