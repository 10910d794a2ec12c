package io.mltwin.platform.http;

import io.vertx.core.Handler;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes the connections of one listener on as they are; the service behind ends those that send
 * nothing. A listener has a share of its connections, and an address of clients half of that.
 */
public final class TcpRelay implements Handler<NetSocket> {

    static final int MOST = 500;
    static final int MOST_OF_ADDRESS = 250;

    private final NetClient client;
    private final String host;
    private final int port;
    private final Map<String, Integer> open = new ConcurrentHashMap<>();

    public TcpRelay(NetClient client, String host, int port) {
        this.client = client;
        this.host = host;
        this.port = port;
    }

    @Override
    public void handle(NetSocket from) {
        String address = from.remoteAddress().hostAddress();
        Handler<Void> counted = closed -> open.computeIfPresent(address, (same, n) -> n == 1 ? null : n - 1);
        from.closeHandler(counted);
        if (open.merge(address, 1, Integer::sum) > MOST_OF_ADDRESS
                || open.values().stream().mapToInt(n -> n).sum() > MOST) {
            from.close();
            return;
        }
        from.pause();
        client.connect(port, host).onFailure(e -> from.close()).onSuccess(to -> {
            from.closeHandler(closed -> {
                counted.handle(closed);
                to.close();
            });
            to.closeHandler(closed -> from.close());
            from.pipeTo(to);
            to.pipeTo(from);
            from.resume();
        });
    }
}
