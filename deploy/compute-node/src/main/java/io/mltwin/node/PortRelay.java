package io.mltwin.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Lets a service of another container answer on this one's loopback address, as it does on a
 * machine's: the same names, ports and certificates inside and outside. TCP is passed through, TLS
 * stays end to end.
 */
final class PortRelay {

    private PortRelay() {}

    /** Relays a port of both families of the loopback address to the same port of a host. */
    static void start(String host, int port) {
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

    private static void listen(String address, String host, int port) throws IOException {
        ServerSocket listener = new ServerSocket(port, 0, InetAddress.getByName(address));
        daemon(() -> accept(listener, host, port));
    }

    private static void accept(ServerSocket listener, String host, int port) {
        while (true) {
            try {
                Socket client = listener.accept();
                daemon(() -> connect(client, host, port));
            } catch (IOException e) {
                throw new UncheckedIOException("The relay of port " + port + " has ended", e);
            }
        }
    }

    private static void connect(Socket client, String host, int port) {
        try (client;
                Socket service = new Socket(host, port)) {
            Thread back = daemon(() -> copy(service, client));
            copy(client, service);
            back.join();
        } catch (IOException e) {
            // The service is away: the client sees its connection closed.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One side has gone: so does the other.
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
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
