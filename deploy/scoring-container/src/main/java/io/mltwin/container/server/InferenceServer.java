package io.mltwin.container.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mltwin.container.ContainerClient;
import io.mltwin.container.ContainerException;
import io.mltwin.container.ContainerSpec;
import io.mltwin.container.CorsOrigins;
import io.mltwin.container.HttpHeader;
import io.mltwin.container.HttpNames;
import io.mltwin.container.InferenceRequest;
import io.mltwin.container.process.ContainerCommand;
import io.mltwin.container.process.ProcessRuntime;
import io.mltwin.sandbox.Sandbox;
import io.mltwin.sandbox.SandboxKind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A web service where Docker or Kubernetes runs its image: {@code /score}, {@code /swagger.json}
 * and the liveness probe {@code /} on port 5001, as Azure ML's inference server has them. The entry
 * script or model runs in a process of its own, as in a container of the platform.
 *
 * <p>Deviation: what stands before a web service is not in its image: no keys or tokens, no TLS, no
 * request record and no limit of requests but those of the server. An MLflow model without an entry
 * script and without an ONNX file is served by the platform alone.
 */
public final class InferenceServer implements AutoCloseable {

    static final int PORT = 5001;

    private static final String READ = "GET, OPTIONS";
    private static final String SCORE = "GET, POST, OPTIONS";
    private static final int EXIT_FAILED = 3;
    private static final int THREADS = 32;
    private static final int MAX_REQUEST = 64 * 1024 * 1024;
    private static final int LONGEST_ID = 100;
    private static final String CLIENT_ID = "x-ms-client-request-id";
    private static final String REQUEST_ID = "x-ms-request-id";
    private static final List<String> ECHOED = List.of(CLIENT_ID, "x-request-id", "TraceId");
    private static final Set<String> CREDENTIALS = Set.of("authorization", "proxy-authorization");

    private final HttpServer http;
    private final ExecutorService threads;
    private final ContainerClient container;
    private final boolean takesRequests;
    private final CorsOrigins origins;
    private final String name;

    private InferenceServer(
            HttpServer http, ContainerClient container, ContainerSpec spec, CorsOrigins origins, String name) {
        this.http = http;
        this.container = container;
        this.takesRequests = spec.kind() == ContainerSpec.Kind.PYTHON;
        this.origins = origins;
        this.name = name;
        this.threads = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "http");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Serves the image that this process is in; see the README for its variables. */
    public static void main(String[] args) throws IOException {
        // a client that sends slowly holds a thread
        System.setProperty("sun.net.httpserver.maxReqTime", "60");
        Map<String, String> variables = System.getenv();
        ContainerCommand command = new ContainerCommand(
                Path.of(System.getProperty("java.home")),
                Path.of(variables.getOrDefault("MLTWIN_HOST_ENVIRONMENTS", "/opt/mltwin/environments")));
        try {
            InferenceServer server = start(Path.of("/"), variables, command, PORT);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
        } catch (ContainerException | IllegalArgumentException e) {
            System.err.println("The web service does not start: " + e.getMessage());
            Runtime.getRuntime().halt(EXIT_FAILED);
        }
    }

    /**
     * Starts what the image has; returns when {@code init()} has and the port is open.
     *
     * @param root of the image's file system
     * @param port 0 for any
     * @throws ContainerException where the script or model does not start; its log has told why
     */
    static InferenceServer start(Path root, Map<String, String> variables, ContainerCommand command, int port)
            throws IOException, ContainerException {
        ContainerSpec spec = new ImageContent(root, variables).spec();
        CorsOrigins origins = CorsOrigins.of(variables);
        Sandbox sandbox =
                Sandbox.find(ContainerCommand.temporary(root), command.readOnly(), EnumSet.noneOf(SandboxKind.class));
        ContainerClient container =
                new ContainerClient(new ProcessRuntime(command, sandbox, List.of()), spec, System.err::println);
        try {
            container.start();
            HttpServer http = HttpServer.create(new InetSocketAddress(port), 0);
            InferenceServer server = new InferenceServer(
                    http, container, spec, origins, variables.getOrDefault("SERVICE_NAME", "ML service"));
            http.setExecutor(server.threads);
            http.createContext("/", server::handle);
            http.start();
            return server;
        } catch (ContainerException | IOException | RuntimeException e) {
            container.close();
            throw e;
        }
    }

    int port() {
        return http.getAddress().getPort();
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
        container.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpAnswer answer;
            try {
                answer = answer(exchange);
            } catch (ContainerException failure) {
                answer = HttpAnswer.failed(failure);
            } catch (IllegalArgumentException malformed) {
                answer = HttpAnswer.error(400, "BadArgument", malformed.getMessage());
            }
            send(exchange, answer);
        }
    }

    private HttpAnswer answer(HttpExchange exchange) throws IOException, ContainerException {
        String method = exchange.getRequestMethod();
        boolean isGet = method.equals("GET");
        return switch (exchange.getRequestURI().getPath()) {
            case "/" ->
                switch (method) {
                    case "OPTIONS" -> options(READ);
                    case "GET" -> HttpAnswer.text("Healthy");
                    default -> notAllowed(method, READ);
                };
            case "/swagger.json" ->
                switch (method) {
                    case "OPTIONS" -> options(READ);
                    case "GET" -> swagger(exchange);
                    default -> notAllowed(method, READ);
                };
            case "/score" ->
                switch (method) {
                    case "OPTIONS" -> options(SCORE);
                    case "GET", "POST" -> score(exchange, isGet);
                    default -> notAllowed(method, SCORE);
                };
            default -> HttpAnswer.error(404, "NotFound", "There is nothing here but /score, /swagger.json and /.");
        };
    }

    private static HttpAnswer options(String methods) {
        return new HttpAnswer(200, "text/plain", new byte[0], Map.of("Allow", methods));
    }

    private static HttpAnswer notAllowed(String method, String allowed) {
        return HttpAnswer.error(405, "MethodNotAllowed", method + " is not allowed here.")
                .with(Map.of("Allow", allowed));
    }

    private HttpAnswer swagger(HttpExchange exchange) {
        String version =
                new QueryObject(exchange.getRequestURI().getRawQuery()).get("version", SwaggerDocument.DEFAULT_VERSION);
        return SwaggerDocument.isVersion(version)
                ? HttpAnswer.json(new SwaggerDocument(name, false, container.schemas(), url(exchange)).write(version))
                : HttpAnswer.error(404, "NotFound", SwaggerDocument.unknownVersion(version));
    }

    private HttpAnswer score(HttpExchange exchange, boolean isGet) throws IOException, ContainerException {
        for (String id : List.of(CLIENT_ID, REQUEST_ID, "x-request-id")) {
            String value = exchange.getRequestHeaders().getFirst(id);
            if (value != null && value.length() > LONGEST_ID) {
                return HttpAnswer.error(
                        431, "RequestHeaderFieldsTooLarge", id + " must not exceed " + LONGEST_ID + " characters");
            }
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_REQUEST + 1);
        if (body.length > MAX_REQUEST) {
            return HttpAnswer.error(
                    413, "RequestEntityTooLarge", "A request may have at most " + MAX_REQUEST + " bytes.");
        }
        if (takesRequests) {
            return HttpAnswer.scored(container.run(new InferenceRequest(
                    exchange.getRequestMethod(), url(exchange), headers(exchange), isGet ? new byte[0] : body)));
        }
        return HttpAnswer.scored(
                container.run(isGet ? new QueryObject(exchange.getRequestURI().getRawQuery()).json() : body));
    }

    private static List<HttpHeader> headers(HttpExchange exchange) {
        List<HttpHeader> shown = new ArrayList<>();
        exchange.getRequestHeaders().forEach((header, values) -> {
            if (!CREDENTIALS.contains(HttpNames.lower(header))) {
                values.forEach(value -> shown.add(new HttpHeader(header, value)));
            }
        });
        return shown;
    }

    private static String url(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        return "http://" + (host == null ? "localhost:" + PORT : host) + exchange.getRequestURI();
    }

    private void send(HttpExchange exchange, HttpAnswer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        origins.headers(exchange.getRequestMethod(), headers(exchange)).forEach(exchange.getResponseHeaders()::set);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set(REQUEST_ID, UUID.randomUUID().toString());
        for (String id : ECHOED) {
            String value = exchange.getRequestHeaders().getFirst(id);
            if (value == null && id.equals(CLIENT_ID)) {
                value = exchange.getRequestHeaders().getFirst(REQUEST_ID);
            }
            if (value != null && value.length() <= LONGEST_ID) {
                exchange.getResponseHeaders().set(id, value);
            }
        }
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        if (answer.body().length > 0) {
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(answer.body());
            }
        }
    }
}
