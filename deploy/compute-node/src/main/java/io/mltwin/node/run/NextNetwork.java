package io.mltwin.node.run;

import io.mltwin.node.settings.NodeSettings;
import io.mltwin.sandbox.Sandbox;
import io.mltwin.sandbox.SandboxNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the network of a node's next run while the node waits for it, so that a run starts as fast
 * as without one. A network serves one run: it is new to every script.
 */
public final class NextNetwork implements AutoCloseable {

    private static final int WAITING_CLIENTS = 64;

    /**
     * A network and the listener of the run's identity endpoint, which is reached in it.
     *
     * @param hosts to which pip's proxy leads
     */
    record Made(ServerSocket identity, SandboxNetwork network, List<String> hosts) {

        boolean serves(List<String> wanted) {
            return network.isOpen() && hosts.equals(wanted);
        }

        void close() throws IOException {
            network.close();
            identity.close();
        }
    }

    private final NodeSettings settings;
    private final Sandbox sandbox;
    private Made next;

    public NextNetwork(NodeSettings settings, Sandbox sandbox) {
        this.settings = settings;
        this.sandbox = sandbox;
    }

    /** Begins to make it; a failure is the next run's, which tries again. */
    public synchronized void prepare() {
        if (next == null && sandbox.hasNetworks()) {
            try {
                next = make(settings.packageHosts());
            } catch (IOException e) {
                next = null;
            }
        }
    }

    /** Returns the network for a run, which closes it. */
    synchronized Made take() throws IOException {
        List<String> hosts = settings.packageHosts();
        Made made = next;
        next = null;
        if (made == null) {
            return make(hosts);
        }
        if (!made.serves(hosts)) {
            made.close();
            return make(hosts);
        }
        return made;
    }

    @Override
    public synchronized void close() throws IOException {
        if (next != null) {
            next.close();
            next = null;
        }
    }

    private Made make(List<String> hosts) throws IOException {
        ServerSocket identity = listener();
        List<Integer> ports = new ArrayList<>(settings.ports());
        ports.add(identity.getLocalPort());
        try {
            return new Made(identity, sandbox.network(ports, hosts), hosts);
        } catch (IOException e) {
            identity.close();
            throw e;
        }
    }

    /** Returns where an identity endpoint will answer on the machine. */
    static ServerSocket listener() throws IOException {
        return new ServerSocket(0, WAITING_CLIENTS, InetAddress.getByName("127.0.0.1"));
    }
}
