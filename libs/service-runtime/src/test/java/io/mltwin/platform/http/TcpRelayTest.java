package io.mltwin.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that are passed on: one client, and one listener, leaves room to others. */
class TcpRelayTest {

    private static final String LOCAL = "127.0.0.1";

    private final Vertx vertx = Vertx.vertx();
    private final List<Socket> sockets = new ArrayList<>();
    private final AtomicInteger behind = new AtomicInteger();
    private int one;
    private int other;

    @BeforeEach
    void twoListenersBeforeAnEcho() {
        int echo = vertx.createNetServer()
                .connectHandler(socket -> {
                    behind.incrementAndGet();
                    socket.closeHandler(closed -> behind.decrementAndGet());
                    socket.handler(socket::write);
                })
                .listen(0, LOCAL)
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        NetClient client = vertx.createNetClient();
        one = listen(client, echo);
        other = listen(client, echo);
    }

    private int listen(NetClient client, int echo) {
        return vertx.createNetServer()
                .connectHandler(new TcpRelay(client, LOCAL, echo))
                .listen(0, LOCAL)
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    @AfterEach
    void end() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Socket connect(int port, String from) throws IOException {
        Socket socket = new Socket(InetAddress.getByName(LOCAL), port, InetAddress.getByName(from), 0);
        socket.setSoTimeout(1000);
        sockets.add(socket);
        return socket;
    }

    private void hold(int port, String from, int number) throws IOException {
        for (int i = 0; i < number; i++) {
            connect(port, from);
        }
    }

    /** Whether a connection is answered, within a second. */
    private boolean isAnswered(int port, String from) throws IOException {
        try (Socket socket = connect(port, from)) {
            socket.getOutputStream().write('x');
            return socket.getInputStream().read() == 'x';
        } catch (SocketException reset) {
            return false;
        }
    }

    @Test
    void aClientThatHoldsItsShareKeepsNoOtherFromAnAnswer() throws IOException {
        hold(one, "127.0.0.2", TcpRelay.MOST_OF_ADDRESS);
        await().until(() -> behind.get() == TcpRelay.MOST_OF_ADDRESS);

        assertThat(isAnswered(one, "127.0.0.2")).isFalse();
        assertThat(isAnswered(one, "127.0.0.3")).isTrue();
        assertThat(isAnswered(other, "127.0.0.2")).isTrue();
    }

    @Test
    void aListenerWhoseShareIsHeldKeepsNoOtherFromAnAnswer() throws IOException {
        hold(one, "127.0.0.2", TcpRelay.MOST_OF_ADDRESS);
        hold(one, "127.0.0.3", TcpRelay.MOST_OF_ADDRESS);
        await().until(() -> behind.get() == TcpRelay.MOST);

        assertThat(isAnswered(one, "127.0.0.4")).isFalse();
        assertThat(isAnswered(other, "127.0.0.4")).isTrue();
    }

    @Test
    void aConnectionThatEndsLeavesItsPlace() throws IOException {
        hold(one, "127.0.0.2", TcpRelay.MOST_OF_ADDRESS);
        await().until(() -> behind.get() == TcpRelay.MOST_OF_ADDRESS);
        for (Socket socket : sockets) {
            socket.close();
        }
        await().until(() -> behind.get() == 0);
        await().until(() -> isAnswered(one, "127.0.0.2"));
    }
}
