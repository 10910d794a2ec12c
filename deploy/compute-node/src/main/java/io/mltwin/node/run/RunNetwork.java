package io.mltwin.node.run;

import io.mltwin.node.job.JobBody;
import io.mltwin.node.settings.NodeSettings;
import io.mltwin.sandbox.Sandbox;
import io.mltwin.sandbox.SandboxNetwork;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The network of a run: the platform answers there, and the run's identity endpoint. The nodes of a
 * run share that of the first one, which tells the others its place in a file; so the processes of
 * a run reach each other at any port, and no other run does.
 *
 * <p>Deviation: a run reaches the platform, and by pip its package index; no other address of the
 * Internet, no virtual network, and no address of a private endpoint.
 */
final class RunNetwork implements AutoCloseable {

    private final Sandbox sandbox;
    private final JobBody job;
    private final ServerSocket identity;
    private final Path file;
    private SandboxNetwork network;

    /** Takes the network that was made for the next run; a node that is not the first enters that of the first later. */
    RunNetwork(NodeSettings settings, Sandbox sandbox, NextNetwork next, JobBody job) throws IOException {
        this.sandbox = sandbox;
        this.job = job;
        this.file = settings.python().folder().resolveSibling("networks").resolve(job.runId());
        if (job.isHead()) {
            NextNetwork.Made made = next.take();
            network = made.network();
            identity = made.identity();
        } else {
            identity = NextNetwork.listener();
        }
    }

    /** Returns where this node's identity endpoint answers on the machine, which closes it. */
    ServerSocket identity() {
        return identity;
    }

    /** Tells the other nodes of the run, before any of them begins. */
    void tell() throws IOException {
        if (job.isHead() && job.hasPeers() && network.isOwn()) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, network.place());
        }
    }

    /** Returns the network, when all nodes have begun. */
    SandboxNetwork get() throws IOException {
        if (network == null) {
            network = sandbox.join(file, List.of(identity.getLocalPort()));
        }
        return network;
    }

    @Override
    public void close() throws IOException {
        if (network != null) {
            network.close();
        }
        if (job.isHead()) {
            Files.deleteIfExists(file);
        }
    }
}
