package io.mltwin.local.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.mltwin.local.trust.Pem;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Stands in for a service in the launcher's own tests: answers over its own certificate, and writes
 * down what it was asked.
 */
public final class StandInService {
    private final Properties settings;
    private final AtomicReference<String> clock = new AtomicReference<>("{\"offsetSeconds\":0}");
    private final AtomicInteger polls = new AtomicInteger();

    private StandInService(Properties settings) {
        this.settings = settings;
    }

    public static void main(String[] arguments) throws Exception {
        Properties settings = new Properties();
        try (InputStream file = Files.newInputStream(Path.of(System.getProperty("smallrye.config.locations")))) {
            settings.load(file);
        }
        new StandInService(settings).start();
    }

    private void start() throws Exception {
        if (settings.getProperty("mltwin.fail", "").equals(settings.getProperty("mltwin.service"))) {
            System.err.println("ERROR this service was told to fail");
            System.exit(7);
        }
        // As a real service would at its start, which reads expressions too: its own database must
        // be there.
        try (Connection connection = DriverManager.getConnection(
                settings.getProperty("mltwin.database.url").replace("\\$", "$"),
                settings.getProperty("mltwin.database.username"),
                settings.getProperty("mltwin.database.password"))) {
            connection.isValid(1);
        }
        HttpsServer server = HttpsServer.create(new InetSocketAddress(settings.getProperty("mltwin.bind"), port()), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls()));
        server.setExecutor(Executors.newFixedThreadPool(2));
        server.createContext("/", this::answer);
        server.start();
    }

    private int port() {
        int offset = 1
                + java.util.List.of("identity", "workspace", "keyvault", "compute", "scoring", "telemetry")
                        .indexOf(settings.getProperty("mltwin.service"));
        return Integer.parseInt(settings.getProperty("mltwin.port-base")) + offset;
    }

    private SSLContext tls() throws Exception {
        Path folder = Path.of(settings.getProperty("mltwin.private-dir"));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("tls", Pem.key(folder.resolve("tls-key.pem"), "EC"), new char[0], new Certificate[] {
            Pem.certificate(folder.resolve("tls.pem"))
        });
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        URI uri = exchange.getRequestURI();
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (!uri.getPath().startsWith("/q/")) {
            Files.writeString(
                    Path.of(settings.getProperty("mltwin.data-dir"), "asked"),
                    exchange.getRequestMethod() + " " + host + " " + uri.getPath() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        if (uri.getPath().endsWith("/oauth2/v2.0/token")) {
            reply(exchange, 200, "{\"access_token\":\"" + settings.getProperty("mltwin.service") + "-token\"}");
        } else if (uri.getPath().startsWith("/_mltwin/access/decisions/")) {
            decision(exchange, uri.getPath().substring(uri.getPath().lastIndexOf('/') + 1));
        } else if (uri.getPath().startsWith("/_mltwin/keys")) {
            boolean rolled = exchange.getRequestMethod().equals("POST");
            reply(
                    exchange,
                    200,
                    rolled
                            ? "[{\"purpose\":\"AZURE_AD\",\"keyId\":\"k2\"},"
                                    + "{\"purpose\":\"AZURE_AD\",\"keyId\":\"k1\",\"retiresOn\":\"2030-01-01T01:00:00Z\"}]"
                            : "[{\"purpose\":\"AZURE_AD\",\"keyId\":\"k1\"}]");
        } else if (uri.getPath().equals("/_mltwin/clock")) {
            if (exchange.getRequestMethod().equals("PUT")) {
                clock.set(body);
            }
            reply(exchange, 200, clock.get());
        } else if (uri.getPath().contains("MachineLearningServices/workspaces/")
                && !uri.getPath().contains("roleAssignments")) {
            exchange.getResponseHeaders()
                    .add("Azure-AsyncOperation", "https://" + host + "/operations/1?api-version=1");
            reply(exchange, 202, "{}");
        } else if (uri.getPath().startsWith("/operations/")) {
            reply(exchange, 200, "{\"status\":\"" + (polls.incrementAndGet() < 2 ? "InProgress" : "Succeeded") + "\"}");
        } else {
            reply(exchange, 200, "{}");
        }
    }

    /** One that is known, to anybody who brings the token that identity's stand-in gives. */
    private static void decision(HttpExchange exchange, String id) throws IOException {
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        if (id.equals("d1") && "Bearer identity-token".equals(token)) {
            reply(
                    exchange,
                    200,
                    "{\"allowed\":false,\"time\":\"2030-01-01T00:00:00Z\",\"principalId\":\"p1\",\"action\":\"a/read\","
                            + "\"scope\":\"/subscriptions/s\",\"reason\":\"No role assignment names it.\",\"roleAssignments\":[]}");
        } else {
            reply(exchange, 404, "{\"error\":{\"message\":\"There is no decision '" + id + "'.\"}}");
        }
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
