package io.mltwin.platform.http;

import io.mltwin.platform.Addresses;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.ServiceName;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

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

    /**
     * Passes TCP connections on loopback to where the platform's services listen; TLS stays end to end.
     * A service that listens on 127.0.0.1 answers on ::1 too, because names under {@code .localhost}
     * resolve to both. In a container it also passes connections to the ports of the other services,
     * for the scripts that run in the same container.
     */
    @Singleton
    record LoopbackRelay(PlatformConfig config, Addresses addresses, Vertx vertx) {

        private static final Logger LOG = Logger.getLogger(LoopbackRelay.class);
        private static final String LOCAL = "localhost";
        private static final String IPV4 = "127.0.0.1";
        private static final String IPV6 = "::1";
        private static final String EVERYWHERE = "0.0.0.0";

        void start(@Observes StartupEvent event) {
            NetClient client = vertx.createNetClient();
            if (config.bind().equals(IPV4)) {
                listen(client, IPV6, config.port(), IPV4);
            }
            // 0.0.0.0 is both families of this service's own port
            if (!config.bind().equals(EVERYWHERE)) {
                return;
            }
            for (ServiceName peer : ServiceName.values()) {
                URI address = URI.create(addresses.address(peer));
                if (peer != addresses.self() && !address.getHost().equals(LOCAL)) {
                    listen(client, IPV4, address.getPort(), address.getHost());
                    listen(client, IPV6, address.getPort(), address.getHost());
                }
            }
        }

        private void listen(NetClient client, String on, int port, String host) {
            NetServer server = vertx.createNetServer();
            server.connectHandler(new TcpRelay(client, host, port))
                    .listen(port, on)
                    .onFailure(e -> LOG.infof("Not relaying [%s]:%d to %s (%s)", on, port, host, e.getMessage()));
        }
    }
}
