package io.mltwin.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.mltwin.encoding.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Plays compute-service, run history and blob storage over real HTTPS on one port. */
final class FakePlatform implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();
    static final String NODE_SECRET = "the-node-secret";
    static final String RUN_TOKEN = "the-run-token";
    static final String STORAGE_TOKEN = "the-storage-token";
    static final String VAULT_TOKEN = "the-vault-token";
    static final String HOST = "ws1storage.blob.core.mltwin.localhost:8442";

    /** What run history was told, in order. */
    final List<JsonNode> statuses = new CopyOnWriteArrayList<>();

    final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    final List<String> refusals = new CopyOnWriteArrayList<>();
    final List<String> heartbeats = new CopyOnWriteArrayList<>();
    final List<Double> utilizations = new CopyOnWriteArrayList<>();

    /** What was asked about identities. */
    final List<String> questions = new CopyOnWriteArrayList<>();

    /** What jobs refer to from now on. */
    List<Map<String, Object>> dataReferences = List.of();

    /** What jobs ask for from now on. */
    Map<String, Object> environment = Map.of();

    /** The part of the node in jobs from now on; null for none. */
    Map<String, Object> worker;

    /** Whether all nodes of a run are ready, and whether all others have ended. */
    volatile boolean start;

    volatile boolean finish;

    /** Whether the run goes on elsewhere. */
    volatile boolean abandon;

    /** Whether storage does not answer who reads. */
    volatile boolean stuck;

    /** The datastores of the workspace, and their secrets. */
    final FakeDatastore data = new FakeDatastore(this);

    /** Whether the data is that of a share. */
    volatile boolean isShare;

    final FakeShare share = new FakeShare("/share1");

    /** The share that the management code of runs on managed compute goes to. */
    final FakeShare fileStore = new FakeShare("/filestore1");

    /** What compute-service names of a secret instead of the signature for it, if anything. */
    volatile Map<String, String> fileStoreSecret;

    /** How often a node has asked what opens it. */
    final AtomicInteger fileStoreAsked = new AtomicInteger();

    /** The status with which compute-service refuses it, if any. */
    volatile int fileStoreRefusal;

    /** What compute-service says of the node's SSH account; null where there is none. */
    volatile Map<String, Object> account;

    /** What the node said of its SSH port. */
    final List<JsonNode> logins = new CopyOnWriteArrayList<>();

    /** The workspace's container registry, which has to be said to be there. */
    FakeRegistry registry;

    private final Queue<String> jobs = new ConcurrentLinkedQueue<>();
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final TlsIdentity identity;
    private HttpsServer server;
    private int port;
    volatile boolean cancel;

    /** Whether jobs are those of an attached machine, which is given no token for storage. */
    volatile boolean attached;

    volatile boolean released;

    FakePlatform() throws Exception {
        this(TlsIdentity.usual());
    }

    FakePlatform(TlsIdentity identity) throws Exception {
        this.identity = identity;
        start();
    }

    void start() throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), port), 0);
        port = server.getAddress().getPort();
        server.setHttpsConfigurator(new HttpsConfigurator(identity.tls()));
        server.setExecutor(workers);
        registry = registry == null ? new FakeRegistry(url()) : registry;
        server.createContext("/v2/", registry::handle);
        server.createContext(share.path, share::handle);
        server.createContext(fileStore.path, fileStore::handle);
        server.createContext("/tenant1/oauth2/v2.0/token", data::token);
        server.createContext("/oauth2/token", exchange -> registry.token(exchange));
        server.createContext("/_node/node1/", this::node);
        server.createContext("/history/", this::history);
        server.createContext("/snapshots/", this::blob);
        server.createContext("/azureml/", this::blob);
        server.createContext("/data", data::blob);
        server.createContext("/secrets/", data::vault);
        server.createContext("/artifact/", this::artifact);
        server.start();
    }

    void stop() {
        server.stop(0);
    }

    String url() {
        return "https://localhost:" + port;
    }

    Path certificate() {
        return identity.certificate();
    }

    List<String> told() {
        return statuses.stream().map(status -> status.get("status").asText()).toList();
    }

    String text(String blob) {
        byte[] bytes = blobs.get(blob);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * Stores the files as a snapshot and offers a run of them; returns the hash under which each is
     * stored.
     */
    void submit(String runId, String interpreter, String script, Map<String, String> files, Long maxSeconds)
            throws Exception {
        submit(runId, interpreter, script, files, List.of("--alpha", "0.5"), maxSeconds);
    }

    /**
     * @param script null for a shell, whose command is in the arguments
     */
    void submit(
            String runId,
            String interpreter,
            String script,
            Map<String, String> files,
            List<String> arguments,
            Long maxSeconds)
            throws Exception {
        FakeJobs described = new FakeJobs(this);
        List<Map<String, String>> snapshot = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
            String hash = Sha256.hex(bytes);
            blobs.put("/snapshots/files/" + hash, bytes);
            snapshot.add(described.file(file.getKey(), hash));
        }
        jobs.add(JSON.writeValueAsString(
                described.job(runId, FakeJobs.command(interpreter, script, arguments), snapshot, maxSeconds)));
    }

    @Override
    public void close() {
        stop();
        workers.shutdownNow();
    }

    private void node(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        if (!authorized(exchange, "Node " + NODE_SECRET)) {
            return;
        }
        if (path.endsWith("/next")) {
            String job = jobs.poll();
            if (job != null) {
                answer(exchange, 200, job.getBytes(StandardCharsets.UTF_8));
            } else if (released) {
                answer(exchange, 410, new byte[0]);
            } else {
                pause();
                answer(exchange, 204, new byte[0]);
            }
        } else if (path.endsWith("/heartbeat")) {
            heartbeats.add(JSON.readTree(body).get("state").asText());
            answer(
                    exchange,
                    200,
                    JSON.writeValueAsBytes(
                            Map.of("cancel", cancel, "start", start, "finish", finish, "abandon", abandon)));
        } else if (path.endsWith("/data-access")) {
            data.access(exchange);
        } else if (path.endsWith("/management-share")) {
            managementShare(exchange);
        } else if (path.endsWith("/ssh-account")) {
            Map<String, Object> known = account;
            answer(exchange, known == null ? 204 : 200, known == null ? new byte[0] : JSON.writeValueAsBytes(known));
        } else if (path.endsWith("/ssh-port")) {
            logins.add(JSON.readTree(body));
            answer(exchange, 204, new byte[0]);
        } else if (path.contains("/image-")) {
            registry.node(exchange, path, body);
        } else if (path.endsWith("/code")) {
            String hash = exchange.getRequestURI().getQuery().replaceFirst("path=", "");
            answer(exchange, 200, blobs.get("/snapshots/files/" + hash));
        } else if (attached && path.endsWith("/storage-token")) {
            refusals.add(path);
            answer(exchange, 403, new byte[0]);
        } else if (path.endsWith("/utilization")) {
            utilizations.add(JSON.readTree(body).get("cpuPercent").asDouble());
            answer(exchange, 204, new byte[0]);
        } else {
            identity(exchange);
        }
    }

    private void managementShare(HttpExchange exchange) throws IOException {
        fileStoreAsked.incrementAndGet();
        Map<String, Object> place = new HashMap<>();
        place.put("service", "file");
        place.put("url", url() + fileStore.path);
        place.put("host", FakeShare.HOST);
        if (fileStoreSecret == null) {
            place.put("signature", "sig=" + fileStore.signature);
        } else {
            place.put("secret", fileStoreSecret);
        }
        if (fileStoreRefusal == 0) {
            answer(exchange, 200, JSON.writeValueAsBytes(place));
        } else {
            String error = "the vault refuses; resyncKeys restores it";
            answer(exchange, fileStoreRefusal, error.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void identity(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        questions.add(query);
        if (path.endsWith("/identity-token") && query.contains("unknown")) {
            String error = "{'error':{'code':'invalid_request','message':'Identity not found'}}";
            answer(exchange, 400, error.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
            return;
        }
        String token = path.endsWith("/storage-token")
                ? STORAGE_TOKEN
                : path.endsWith("/vault-token")
                        ? VAULT_TOKEN
                        : "a-token-for-" + query.replaceAll("(^|.*&)resource=([^&]*).*", "$2");
        answer(
                exchange,
                200,
                JSON.writeValueAsBytes(Map.of(
                        "access_token",
                        token,
                        "client_id",
                        "11111111-2222-3333-4444-555555555555",
                        "expires_on",
                        "1893456000",
                        "token_type",
                        "Bearer")));
    }

    private void artifact(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (authorized(exchange, "Bearer " + RUN_TOKEN)) {
            String query = exchange.getRequestURI().getQuery();
            blobs.put(query.replaceFirst("run=(.*)&path=", "/azureml/ExperimentRun/dcid.$1/"), body);
            answer(exchange, 200, "{}".getBytes(StandardCharsets.UTF_8));
        }
    }

    private void history(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (authorized(exchange, "Bearer " + RUN_TOKEN)) {
            statuses.add(JSON.readTree(body));
            answer(exchange, 200, "{}".getBytes(StandardCharsets.UTF_8));
        }
    }

    private void blob(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean right = HOST.equals(exchange.getRequestHeaders().getFirst("Host"))
                && "2020-10-02".equals(exchange.getRequestHeaders().getFirst("x-ms-version"));
        if (!right) {
            refusals.add("blob call without the account's host or a version");
            answer(exchange, 400, new byte[0]);
        } else if (authorized(exchange, "Bearer " + STORAGE_TOKEN)) {
            String path = exchange.getRequestURI().getPath();
            if (exchange.getRequestMethod().equals("PUT")) {
                blobs.put(path, body);
                answer(exchange, 201, new byte[0]);
            } else {
                while (stuck) {
                    pause();
                }
                byte[] found = blobs.get(path);
                answer(exchange, found == null ? 404 : 200, found == null ? new byte[0] : found);
            }
        }
    }

    boolean authorized(HttpExchange exchange, String expected) throws IOException {
        if (expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return true;
        }
        refusals.add(exchange.getRequestURI().getPath());
        answer(exchange, 401, new byte[0]);
        return false;
    }

    static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
