package io.mltwin.testcontainers;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import io.mltwin.client.MltwinException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The ports of a platform in a container, which are the same numbers on this machine, since the platform's addresses
 * and tokens name them. Each start chooses free ones, below those that Linux gives out by itself, and publishes them
 * on the loopback address alone.
 */
final class PublishedPorts {
    /** The variable by which the image learns what its ports are counted from. */
    static final String PORT_BASE = "MLTWIN_PORT_BASE";

    private static final String LOOPBACK = "127.0.0.1";
    private static final int SERVICES = 6;
    private static final int LOWEST = 10_000;
    private static final int STEP = 20;
    private static final int CHOICES = 1_100;

    private final SecureRandom random = new SecureRandom();

    /** Chooses ports, and has the container listen there. */
    void publish(CreateContainerCmd command) {
        int base = freeBase();
        List<ExposedPort> exposed = ports(base).mapToObj(ExposedPort::tcp).toList();
        List<String> environment = new ArrayList<>(List.of(command.getEnv()));
        environment.add(PORT_BASE + "=" + base);
        command.getHostConfig()
                .withPortBindings(exposed.stream()
                        .map(port -> new PortBinding(Binding.bindIpAndPort(LOOPBACK, port.getPort()), port))
                        .toList());
        command.withEnv(environment).withExposedPorts(exposed);
    }

    private int freeBase() {
        for (int choice = 0; choice < CHOICES; choice++) {
            int base = LOWEST + STEP * random.nextInt(CHOICES);
            if (ports(base).allMatch(PublishedPorts::isFree)) {
                return base;
            }
        }
        throw new MltwinException(
                "No " + SERVICES + " ports in a row are free from " + LOWEST + " on: end what uses them.");
    }

    private static IntStream ports(int base) {
        return IntStream.rangeClosed(base + 1, base + SERVICES);
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(LOOPBACK))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
