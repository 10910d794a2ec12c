package io.mltwin.node.loop;

import io.mltwin.node.calls.NodeHttp;
import io.mltwin.node.host.HostExchange.NodeState;
import io.mltwin.node.host.HostExchange.Orders;
import io.mltwin.node.host.HostExchange.Report;
import io.mltwin.node.host.HostExchange.Start;
import io.mltwin.node.host.HostSettings;
import io.mltwin.node.host.NodeProcesses;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Starts and ends nodes where compute-service itself runs no scripts: says which there are, and
 * does what the answer orders. It keeps nothing: an order that was lost is given again, and a host
 * that starts again has no nodes.
 */
public final class NodeHostLoop {

    private static final Duration LONG = Duration.ofSeconds(40);
    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 500;
    private static final int REFUSED = 3;

    private final HostSettings settings;
    private final NodeHttp http;
    private final NodeProcesses processes;
    private final String boot = UUID.randomUUID().toString();
    private final AtomicLong number = new AtomicLong();
    private final Map<String, String> failed = new ConcurrentHashMap<>();

    public NodeHostLoop(HostSettings settings, NodeHttp http) {
        this.settings = settings;
        this.http = http;
        this.processes = new NodeProcesses(settings.nodes());
    }

    /** The exit code; a host that is refused ends. */
    public int run() throws IOException {
        // of an earlier life, whose processes ended with it
        processes.known().forEach(processes::destroy);
        // the first answer is not waited for: it says that the host is ready
        boolean heard = false;
        boolean said = false;
        while (true) {
            try {
                HttpResponse<String> answer = exchange(heard, LONG);
                if (answer.statusCode() == 401) {
                    System.out.println("compute-service refuses this host");
                    return REFUSED;
                }
                if (answer.statusCode() != 200) {
                    throw new IOException(NodeHttp.describe(answer));
                }
                heard = true;
                said = false;
                Files.writeString(settings.ready(), "");
                obey(NodeHttp.JSON.readValue(answer.body(), Orders.class));
            } catch (IOException e) {
                if (!said) {
                    System.out.println("compute-service does not answer, trying on: " + NodeHttp.describe(e));
                }
                heard = false;
                said = true;
                pause();
            }
        }
    }

    private void obey(Orders orders) {
        for (Start start : orders.start()) {
            if (!processes.known().contains(start.nodeId())) {
                start(start);
            }
        }
        for (String nodeId : orders.end()) {
            failed.remove(nodeId);
            processes.destroy(nodeId);
            System.out.println("node " + nodeId + " has been ended");
        }
    }

    private void start(Start start) {
        try {
            processes
                    .start(start.nodeId(), start.secret(), start.encryptedScratch())
                    .onExit()
                    .thenRun(() -> new Thread(this::tell, "report").start());
            System.out.println("node " + start.nodeId() + " starts");
        } catch (IOException e) {
            System.out.println("node " + start.nodeId() + " cannot be started: " + e);
            failed.put(start.nodeId(), "it cannot be started: " + e.getMessage());
        }
    }

    /** At once: the other exchange waits for orders. */
    private void tell() {
        try {
            exchange(false, SHORT);
        } catch (IOException e) {
            // the next exchange says it too
            System.out.println("the end of a node was not reported: " + NodeHttp.describe(e));
        }
    }

    private HttpResponse<String> exchange(boolean wait, Duration timeout) throws IOException {
        String base = settings.nodes().service().toString().replaceAll("/+$", "");
        return http.send(HttpRequest.newBuilder(URI.create(base + "/_node-host/exchange?wait=" + wait))
                .timeout(timeout)
                .header("Authorization", "NodeHost " + settings.secret())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header(NodeHttp.TRACE_PARENT, NodeHttp.untraced())
                .POST(NodeHttp.json(report()))
                .build());
    }

    private synchronized Report report() {
        long next = number.incrementAndGet();
        List<NodeState> nodes = new ArrayList<>();
        for (String nodeId : processes.known()) {
            boolean alive = !failed.containsKey(nodeId) && processes.liveness(nodeId) == NodeProcesses.Liveness.ALIVE;
            nodes.add(
                    new NodeState(nodeId, alive, alive ? "" : failed.getOrDefault(nodeId, processes.logTail(nodeId))));
        }
        return new Report(boot, next, nodes);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
