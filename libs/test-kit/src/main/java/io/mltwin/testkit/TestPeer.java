package io.mltwin.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/**
 * A peer of the service under test: HTTPS on the peer's own port, with the peer's own certificate.
 */
final class TestPeer implements AutoCloseable {

    private static final int BACKLOG = 64;

    private final PlatformService service;
    private final int port;
    private final SSLContext tls;
    private final Function<PeerRequest, PeerAnswer> answers;
    private HttpsServer server;
    private ExecutorService threads;

    TestPeer(PlatformService service, TestTrust trust, Function<PeerRequest, PeerAnswer> answers) {
        this.service = service;
        this.port = trust.ports().of(service);
        this.tls = trust.serverTls(service);
        this.answers = answers;
    }

    synchronized void start() {
        if (server != null) {
            return;
        }
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException("The peer " + service.key() + " cannot listen on port " + port, e);
        }
        threads = Executors.newCachedThreadPool(TestPeer::daemon);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "mltwin-test-peer");
        thread.setDaemon(true);
        return thread;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(AsciiCase.lower(name), values.get(0)));
            PeerRequest request = new PeerRequest(
                    service,
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers,
                    exchange.getRequestBody().readAllBytes());
            PeerAnswer answer = answer(request);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            boolean empty = answer.body().length == 0 || request.method().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
            if (!empty) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    private PeerAnswer answer(PeerRequest request) {
        try {
            return answers.apply(request);
        } catch (RuntimeException e) {
            return PeerAnswer.error(500, "TestPeerFailed", request + " failed in the test kit: " + e);
        }
    }

    /** Stops listening, as a service that died. */
    @Override
    public synchronized void close() {
        if (server != null) {
            server.stop(0);
            threads.shutdownNow();
            server = null;
        }
    }
}
