package io.mltwin.compute.nodes;

import io.mltwin.node.host.NodeProcesses.Liveness;
import io.mltwin.platform.reset.Resettable;
import java.io.IOException;
import java.util.List;

/**
 * Where the processes of nodes run: on this machine, where a node host asks for them, or on
 * attached machines.
 */
interface NodeHost extends Resettable {

    /**
     * Has a node started, which is told its secret.
     *
     * @param encryptedScratch whether its runs lie on an encrypted scratch disk
     */
    void start(String nodeId, NodeSecret secret, boolean encryptedScratch) throws IOException;

    /** Notes the pid that a node says it has. */
    void notePid(String nodeId, long pid) throws IOException;

    Liveness liveness(String nodeId);

    /** Ends the node, the script it runs and what that left, and removes its folder. */
    void destroy(String nodeId);

    /** The end of the node's log, for an error message. */
    String logTail(String nodeId);

    /** Why a node that is dead has ended. */
    default String endOf(String nodeId) {
        return "its process has ended";
    }

    /** Nodes that are there, wanted or not. */
    List<String> known();

    /** The rows are gone, so are the runs: every node ends with the script it runs. */
    @Override
    default void clear() {
        known().forEach(this::destroy);
    }
}
