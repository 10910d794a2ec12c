package io.mltwin.workspace.storage.plain;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Envelope;
import io.mltwin.platform.PlatformConfig;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jboss.logging.Logger;

/**
 * Azure Storage over plain HTTP ({@code supportsHttpsTrafficOnly}): a port of its own, 40 above the
 * port base, that answers {@code AccountRequiresHttps} to everything and serves nothing. No body of
 * a request is read.
 */
@ApplicationScoped
public class PlainHttp {

    private static final Logger LOG = Logger.getLogger(PlainHttp.class);
    private static final int OFFSET = 40;
    private static final int MOST = 100;
    private static final long LONGEST_MILLIS = 10_000;
    private static final String IPV4 = "127.0.0.1";
    private static final String IPV6 = "::1";

    private final PlatformConfig config;
    private final Clock clock;
    private final Vertx vertx;
    private final Queue<HttpConnection> open = new ConcurrentLinkedQueue<>();

    PlainHttp(PlatformConfig config, Clock clock, Vertx vertx) {
        this.config = config;
        this.clock = clock;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        listen(config.bind());
        if (config.bind().equals(IPV4)) {
            listen(IPV6);
        }
    }

    private void listen(String host) {
        int port = config.portBase() + OFFSET;
        // else a connection is one from its first whole head on
        vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .connectionHandler(this::limit)
                .requestHandler(this::refuse)
                .listen(port, host)
                .onFailure(e -> LOG.infof("Nobody answers plain HTTP at [%s]:%d (%s)", host, port, e.getMessage()));
    }

    /** No request takes long: what is open for that, or too much, is nobody's who is answered. */
    private void limit(HttpConnection connection) {
        open.add(connection);
        connection.closeHandler(closed -> open.remove(connection));
        vertx.setTimer(LONGEST_MILLIS, due -> connection.close());
        if (open.size() > MOST) {
            open.poll().close();
        }
    }

    private void refuse(HttpServerRequest request) {
        String id = UUID.randomUUID().toString();
        AzureException fault = badRequest("AccountRequiresHttps", "The account being accessed does not support http.");
        request.response()
                .setStatusCode(fault.status())
                .putHeader("Connection", "close")
                .putHeader("x-ms-error-code", fault.code())
                .putHeader("x-ms-request-id", id);
        if (request.method().equals(HttpMethod.HEAD)) {
            request.response().end();
        } else {
            request.response()
                    .putHeader("Content-Type", Envelope.BLOB.contentType())
                    .end(Envelope.BLOB.body(fault.content(), id, id, clock.instant()));
        }
    }
}
