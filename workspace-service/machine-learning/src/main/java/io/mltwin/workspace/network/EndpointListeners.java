package io.mltwin.workspace.network;

import io.mltwin.platform.Addresses;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.ServiceName;
import io.mltwin.platform.http.TcpRelay;
import io.mltwin.platform.reset.Resettable;
import io.mltwin.workspace.network.PrivateEndpointEntity.PrivateEndpointRepository;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.interceptor.Interceptor;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * The way through private endpoints (docs/decisions/0013): each has a loopback address of its own,
 * on which the ports of the services with data planes of workspaces listen. What comes in is passed
 * on as it is, TLS to its end, from that same address: by it the service knows the endpoint.
 */
@ApplicationScoped
class EndpointListeners implements Resettable {

    /** Fired inside the transaction that makes or deletes a private endpoint. */
    record EndpointChange(String address, boolean made) {}

    private static final Logger LOG = Logger.getLogger(EndpointListeners.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final List<ServiceName> BEHIND =
            List.of(ServiceName.WORKSPACE, ServiceName.COMPUTE, ServiceName.SCORING);
    private static final long WAIT_SECONDS = 5;

    private final PrivateEndpointRepository rows;
    private final PlatformConfig config;
    private final Addresses addresses;
    private final Vertx vertx;
    private final Map<String, Endpoint> open = new ConcurrentHashMap<>();

    private record Endpoint(List<NetServer> servers, NetClient client) {}

    EndpointListeners(PrivateEndpointRepository rows, PlatformConfig config, Addresses addresses, Vertx vertx) {
        this.rows = rows;
        this.config = config;
        this.addresses = addresses;
        this.vertx = vertx;
    }

    /** After the database is there. */
    @Transactional
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) {
        loaded();
    }

    @Override
    @Transactional
    public void loaded() {
        rows.addresses().forEach(this::open);
    }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) EndpointChange change) {
        if (change.made()) {
            open(change.address());
        } else {
            close(change.address());
        }
    }

    @Override
    public void clear() {
        open.keySet().forEach(this::close);
    }

    private void open(String address) {
        // where services are machines of their own their loopback addresses are nobody else's
        if (config.bind().equals(LOOPBACK)) {
            open.computeIfAbsent(address, this::listen);
        }
    }

    private Endpoint listen(String address) {
        NetClient client = vertx.createNetClient(new NetClientOptions().setLocalAddress(address));
        List<NetServer> servers = new ArrayList<>();
        for (ServiceName service : BEHIND) {
            int port = URI.create(addresses.address(service)).getPort();
            NetServer server = vertx.createNetServer().connectHandler(new TcpRelay(client, LOOPBACK, port));
            servers.add(server);
            if (!done(server.listen(port, address))) {
                LOG.warnf("No traffic through the private endpoint at %s:%d", address, port);
            }
        }
        return new Endpoint(servers, client);
    }

    private void close(String address) {
        Endpoint gone = open.remove(address);
        if (gone != null) {
            gone.servers().forEach(server -> done(server.close()));
            done(gone.client().close());
        }
    }

    private static boolean done(Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
