package io.mltwin.testcontainers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * The ports of a platform, which its names, tokens and addresses carry: the same in the container and on this machine.
 *
 * @param base from which they are counted
 */
record FreePorts(int base) {
    /** Below the ports that systems give to connections. */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;
    private static final int SPAN = 50;
    private static final int ATTEMPTS = 200;

    /** Chooses at random, since other JVMs choose at the same time. */
    static FreePorts find() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int step = ThreadLocalRandom.current().nextInt((HIGHEST - LOWEST) / SPAN);
            FreePorts ports = new FreePorts(LOWEST + step * SPAN);
            if (ports.published().allMatch(FreePorts::isFree)) {
                return ports;
            }
        }
        throw new IllegalStateException("No ports for a platform are free on this machine between " + LOWEST + " and "
                + HIGHEST + ": end what listens there.");
    }

    /** Returns those of the six services, and the one that refuses storage over plain HTTP. */
    IntStream published() {
        return IntStream.of(1, 2, 3, 4, 5, 6, 40).map(offset -> base + offset);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
