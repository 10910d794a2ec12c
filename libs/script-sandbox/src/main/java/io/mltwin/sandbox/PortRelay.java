package io.mltwin.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lets a service of another container answer on this one's loopback address, as it does on a
 * machine's: the same names, ports and certificates inside and outside. TCP is passed through, TLS
 * stays end to end. A script has 64 connections at a time, at all ports of a relay together.
 */
public final class PortRelay {

    private static final int MOST_OF_SCRIPT = 64;
    private static final int BUFFER = 16_384;

    private final Map<Integer, Integer> connections = new HashMap<>();

    /**
     * Relays a port of both families of the loopback address.
     *
     * @param host where the same port answers, or the path of a socket in a folder
     */
    public void start(String host, int port) {
        try {
            listen("127.0.0.1", host, port);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + port, e);
        }
        try {
            listen("::1", host, port);
        } catch (IOException e) {
            // A container without IPv6: the other family answers.
            return;
        }
    }

    private void listen(String address, String host, int port) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        daemon(() -> accept(listener, host, port));
    }

    private void accept(ServerSocketChannel listener, String host, int port) {
        while (true) {
            try {
                admit(listener.accept(), host, port);
            } catch (IOException e) {
                throw new UncheckedIOException("The relay of port " + port + " has ended", e);
            }
        }
    }

    private void admit(SocketChannel client, String host, int port) {
        try {
            Optional<Integer> user = LoopbackCaller.user(client.getRemoteAddress(), client.getLocalAddress());
            if (user.isPresent() && count(user.get(), 1)) {
                daemon(() -> connect(client, user.get(), host, port));
                return;
            }
        } catch (IOException gone) {
            // it has ended before it was looked at
        }
        close(client);
    }

    /** Notes that a user has a connection more or less, unless a script has too many. */
    private synchronized boolean count(int user, int change) {
        int all = connections.getOrDefault(user, 0) + change;
        if (all > MOST_OF_SCRIPT && SandboxUser.isOne(user)) {
            return false;
        }
        if (all == 0) {
            connections.remove(user);
        } else {
            connections.put(user, all);
        }
        return true;
    }

    private void connect(SocketChannel client, int user, String host, int port) {
        try (client;
                SocketChannel service = SocketChannel.open(address(host, port))) {
            Thread back = daemon(() -> copy(service, client));
            copy(client, service);
            back.join();
        } catch (IOException e) {
            // The service is away: the client sees its connection closed.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            count(user, -1);
        }
    }

    private static SocketAddress address(String host, int port) throws IOException {
        return host.startsWith("/")
                ? UnixDomainSocketAddress.of(host)
                : new InetSocketAddress(InetAddress.getByName(host), port);
    }

    private static void copy(SocketChannel from, SocketChannel to) {
        ByteBuffer part = ByteBuffer.allocate(BUFFER);
        try {
            while (from.read(part.clear()) >= 0) {
                part.flip();
                while (part.hasRemaining()) {
                    to.write(part);
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One side has gone: so does the other.
            close(from);
            close(to);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("A relayed connection cannot be closed", e);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
