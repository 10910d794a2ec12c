package io.mltwin.container.agent;

import io.mltwin.container.Frame;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Takes connections of the agent and keeps them until a container needs one. The listener knows the
 * SHA-256 of the agent's secret and closes every connection that does not show the secret.
 */
public final class AgentListener implements AutoCloseable {

    private static final int GREETING_MILLIS = 10_000;
    private static final int PING_MILLIS = 3_000;
    private static final int MAX_GREETINGS = 16;
    private static final int MAX_IDLE = 8;

    private final ServerSocket server;
    private final byte[] verifier;
    private final Consumer<String> log;
    private final Semaphore greetings = new Semaphore(MAX_GREETINGS);
    private final BlockingQueue<AgentConnection> idle = new LinkedBlockingQueue<>(MAX_IDLE);

    /**
     * @param server of TLS, bound
     * @param secretSha256 in hexadecimal
     */
    public AgentListener(ServerSocket server, String secretSha256, Consumer<String> log) {
        this.server = server;
        this.verifier = HexFormat.of().parseHex(secretSha256);
        this.log = log;
    }

    /** Begins to listen, on a thread of its own. */
    public void start() {
        daemon("container-agents", this::acceptAll);
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                if (greetings.tryAcquire()) {
                    daemon("container-agent-greeting", () -> greet(socket));
                } else {
                    socket.close();
                }
            } catch (SocketException e) {
                // closed, or a connection that ended before it was taken
                continue;
            } catch (IOException e) {
                log.accept("A connection of the scoring hosts failed: " + e.getMessage());
            }
        }
    }

    private void greet(Socket socket) {
        try {
            socket.setSoTimeout(GREETING_MILLIS);
            AgentConnection connection = new AgentConnection(socket);
            Frame hello = connection.receive(0, GREETING_MILLIS);
            if (hello == null || !isKnown(hello.get("secret"))) {
                log.accept("A connection to the port of the scoring hosts was refused.");
                connection.close();
                return;
            }
            connection.send(Frame.of(Map.of("type", "welcome")));
            if (!idle.offer(connection)) {
                connection.close();
            }
        } catch (IOException | IllegalArgumentException e) {
            close(socket);
        } finally {
            greetings.release();
        }
    }

    private boolean isKnown(String secret) {
        try {
            byte[] given = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return MessageDigest.isEqual(given, verifier);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Returns a connection that answers, or null where none has come within the time. */
    AgentConnection take(long patienceMillis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        while (true) {
            AgentConnection next = idle.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (next == null || answers(next)) {
                return next;
            }
            next.close();
        }
    }

    private static boolean answers(AgentConnection connection) {
        try {
            connection.send(Frame.of(Map.of("type", "ping")));
            Frame answer = connection.receive(0, PING_MILLIS);
            return answer != null && answer.get("type").equals("pong");
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            log.accept("The port of the scoring hosts cannot be closed: " + e.getMessage());
        }
        idle.forEach(AgentConnection::close);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more, which is what was asked for.
            return;
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
