package io.mltwin.node.host;

import java.io.IOException;

/**
 * A key that Microsoft manages, under which the keys of nodes' OS disks are wrapped. It lies where
 * the disks do not.
 */
public interface DiskKeyWrapper {

    byte[] wrap(String nodeId, byte[] diskKey) throws IOException;

    /**
     * Unwraps the key of a node's disk.
     *
     * @throws IOException when it was wrapped by another key, or for another node
     */
    byte[] unwrap(String nodeId, byte[] wrapped) throws IOException;
}
