package io.mltwin.compute.nodes;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Ids of nodes, which tell a cluster's from one on an attached machine. */
final class NodeIds {

    private static final String OF_CLUSTER = "tvmps_";
    private static final String ON_MACHINE = "ssh_";

    private NodeIds() {}

    static String generate(boolean onMachine, SecureRandom random) {
        byte[] id = new byte[8];
        random.nextBytes(id);
        return (onMachine ? ON_MACHINE : OF_CLUSTER) + HexFormat.of().formatHex(id) + "_d";
    }

    /** Returns whether the node is on a machine of the customer's. */
    static boolean isOnMachine(String nodeId) {
        return nodeId.startsWith(ON_MACHINE);
    }
}
