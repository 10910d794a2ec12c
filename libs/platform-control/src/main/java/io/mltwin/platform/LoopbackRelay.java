package io.mltwin.platform;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * Lets a service that listens on 127.0.0.1 answer on ::1 too, as names under {@code .localhost}
 * resolve to both: TCP is passed through, TLS stays end to end.
 */
@ApplicationScoped
public class LoopbackRelay {

    private static final Logger LOG = Logger.getLogger(LoopbackRelay.class);

    private final PlatformConfig config;
    private final Vertx vertx;

    public LoopbackRelay(PlatformConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        if (!config.bind().equals("127.0.0.1")) {
            return;
        }
        int port = config.port();
        NetClient client = vertx.createNetClient();
        NetServer server = vertx.createNetServer();
        server.connectHandler(socket -> relay(socket, client, port))
                .listen(port, "::1")
                .onFailure(
                        e ->
                                LOG.infof(
                                        "Not listening on [::1]:%d (%s); 127.0.0.1 answers",
                                        port, e.getMessage()));
    }

    private static void relay(NetSocket from, NetClient client, int port) {
        from.pause();
        client.connect(port, "127.0.0.1")
                .onFailure(e -> from.close())
                .onSuccess(
                        to -> {
                            from.closeHandler(v -> to.close());
                            to.closeHandler(v -> from.close());
                            from.pipeTo(to);
                            to.pipeTo(from);
                            from.resume();
                        });
    }
}
