package io.mltwin.node.host;

import io.mltwin.encoding.Sha256;
import io.mltwin.node.host.DiskKey.DiskKeyWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/** Wraps the keys of OS disks on a node host, under a key that follows from the host's secret. */
public final class HostDiskKeys implements DiskKeyWrapper {

    private static final String PURPOSE = "os-disk ";

    private final DiskKey key;

    public HostDiskKeys(String secret, SecureRandom random) {
        this.key = DiskKey.of(Sha256.hash(PURPOSE + secret), random);
    }

    @Override
    public byte[] wrap(String nodeId, byte[] diskKey) throws IOException {
        ByteArrayOutputStream bound = new ByteArrayOutputStream();
        bound.write(diskKey);
        bound.write(nodeId.getBytes(StandardCharsets.UTF_8));
        return key.encrypt(bound.toByteArray());
    }

    @Override
    public byte[] unwrap(String nodeId, byte[] wrapped) throws IOException {
        byte[] bound = key.decrypt(wrapped);
        byte[] node = nodeId.getBytes(StandardCharsets.UTF_8);
        int length = bound.length - node.length;
        if (length < 0 || !Arrays.equals(node, Arrays.copyOfRange(bound, length, bound.length))) {
            throw new IOException("it is the key of another node's disk");
        }
        return Arrays.copyOf(bound, length);
    }
}
