package io.mltwin.node.calls;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.node.settings.NodeSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * The node's side of the channel to compute-service, with the secret of this node: it asks for
 * work, says that it lives, and gets tokens of the managed identity it acts for. Azure Batch's node
 * agent in Azure ML, whose wire form is not public.
 */
public record ComputeServiceClient(NodeHttp http, NodeSettings settings) {

    private static final Duration POLL = Duration.ofSeconds(40);
    private static final Duration DATA = Duration.ofSeconds(60);
    private static final Duration CALL = Duration.ofSeconds(15);
    private static final Duration CODE = Duration.ofSeconds(60);

    record NextBody(long pid, String state) {}

    record HeartbeatBody(String runId, String state) {}

    record UtilizationBody(String runId, double cpuPercent) {}

    /**
     * The answer of compute-service to a heartbeat.
     *
     * @param start whether all nodes of the run are ready to begin its command
     * @param finish whether all other nodes of the run have ended
     * @param abandon whether the run goes on, but not on this node
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record HeartbeatAnswer(boolean cancel, boolean start, boolean finish, boolean abandon) {

        static final HeartbeatAnswer NOTHING = new HeartbeatAnswer(false, false, false, false);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record IdentityToken(@JsonProperty("access_token") String accessToken) {
        @Override
        public String toString() {
            return "a token";
        }
    }

    /** compute-service has no use for this node any more (410), or does not know it (401). */
    public static final class DismissedException extends Exception {
        private final int status;

        DismissedException(HttpResponse<String> answer) {
            super(answer.statusCode() == 410 ? "compute-service released this node" : NodeHttp.describe(answer));
            this.status = answer.statusCode();
        }

        public boolean isRelease() {
            return status == 410;
        }
    }

    /** Waits up to 20 s for a run; the text is the job's JSON. */
    public Optional<String> next() throws IOException, DismissedException {
        HttpResponse<String> answer = http.send(request("/next", POLL)
                .header(NodeHttp.TRACE_PARENT, NodeHttp.untraced())
                .POST(NodeHttp.json(new NextBody(ProcessHandle.current().pid(), "idle")))
                .build());
        check(answer);
        return answer.statusCode() == 204 ? Optional.empty() : Optional.of(answer.body());
    }

    /** Says how far the run is. */
    public HeartbeatAnswer heartbeat(String runId, String state) throws IOException, DismissedException {
        HttpResponse<String> answer = http.send(request("/heartbeat", CALL)
                .header(NodeHttp.TRACE_PARENT, NodeHttp.untraced())
                .POST(NodeHttp.json(new HeartbeatBody(runId, state)))
                .build());
        check(answer);
        return answer.statusCode() == 200
                ? NodeHttp.JSON.readValue(answer.body(), HeartbeatAnswer.class)
                : HeartbeatAnswer.NOTHING;
    }

    /** Says how much of the node's processors the run used since it was last said. */
    public void utilization(String runId, double cpuPercent) throws IOException {
        HttpResponse<String> answer = http.send(request("/utilization", CALL)
                .header(NodeHttp.TRACE_PARENT, NodeHttp.untraced())
                .POST(NodeHttp.json(new UtilizationBody(runId, cpuPercent)))
                .build());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(NodeHttp.describe(answer));
        }
    }

    /**
     * The answer as it is, for the identity endpoint of a run.
     *
     * @param query resource and identity, encoded
     */
    public HttpResponse<String> identityToken(String query) throws IOException {
        return http.send(request("/identity-token?" + query, CALL).GET().build());
    }

    /** Fetches the token with which the node reads the snapshot and stores the outputs. */
    public String storageToken() throws IOException {
        return token("storage");
    }

    /** For the secrets of a run's data and of the node's SSH account. */
    public String vaultToken() throws IOException {
        return token("vault");
    }

    private String token(String service) throws IOException {
        HttpResponse<String> answer =
                http.send(request("/" + service + "-token", CALL).GET().build());
        if (answer.statusCode() != 200) {
            throw new IOException("no token of the managed identity for " + service + ": " + NodeHttp.describe(answer));
        }
        return NodeHttp.JSON.readValue(answer.body(), IdentityToken.class).accessToken();
    }

    /**
     * Asks for a file of the run's code.
     *
     * @param url of this node at compute-service: no other place gets the node's secret
     */
    public HttpRequest codeRequest(String url) throws IOException {
        String path = "/code?";
        String own = url(path);
        if (!url.startsWith(own)) {
            throw new IOException("compute-service named a place that is not its own: " + url);
        }
        return request(path + url.substring(own.length()), CODE)
                .setHeader("Accept", "*/*")
                .GET()
                .build();
    }

    /** A storage account's service for shares. */
    static final String FILE_SERVICE = "file";

    /**
     * The access to the container or file share of a data reference of the node's run.
     *
     * @param service blob or file
     * @param signature a shared access signature, or null
     * @param token a bearer token, or null
     * @param secret where the signature comes from, or null
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record DataAccess(
            String service, String url, String host, String signature, String token, SecretReference secret) {

        DataAccess withToken(String opening) {
            return new DataAccess(service, url, host, null, opening, null);
        }

        DataAccess withSignature(String opening) {
            return new DataAccess(service, url, host, opening, token, null);
        }

        public boolean isShare() {
            return FILE_SERVICE.equals(service);
        }

        /**
         * A request for what lies there.
         *
         * @param name of a blob, directory or file; empty for the container or share
         */
        public HttpRequest.Builder request(String name, String query) {
            String opening = requireNonNullElse(signature, "");
            String all = query.isEmpty() || opening.isEmpty() ? query + opening : query + "&" + opening;
            String address =
                    url + (name.isEmpty() ? "" : "/" + UriEncoding.encodePath(name)) + (all.isEmpty() ? "" : "?" + all);
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                    .timeout(DATA)
                    .header("Host", host)
                    .header("x-ms-version", StorageCalls.VERSION);
            if (token == null) {
                return request;
            }
            request.header("Authorization", "Bearer " + token);
            return isShare() ? request.header("x-ms-file-request-intent", "backup") : request;
        }

        @Override
        public String toString() {
            return host + " " + url;
        }
    }

    /** Asked for again when storage refuses what was given. */
    public DataAccess dataAccess(String reference) throws IOException {
        return access("/data-access?reference=" + UriEncoding.encodeQueryValue(reference), "the datastore");
    }

    /** Returns the access to the file share for the management code of the node's run. */
    public DataAccess managementShare() throws IOException {
        return access("/management-share", "the file share");
    }

    private DataAccess access(String path, String what) throws IOException {
        HttpResponse<String> answer = http.send(request(path, CALL).GET().build());
        if (answer.statusCode() != 200) {
            String text = "no access to " + what + ": " + NodeHttp.describe(answer);
            // 501 is not built, 502 what the vault refuses: both stay
            boolean stays = !NodeHttp.isPassing(answer.statusCode())
                    || answer.statusCode() == 501
                    || answer.statusCode() == 502;
            throw stays ? new StorageCalls.RefusedException(answer.statusCode(), text) : new IOException(text);
        }
        return NodeHttp.JSON.readValue(answer.body(), DataAccess.class);
    }

    /**
     * The repository of an environment in the workspace's container registry.
     *
     * @param host of the registry
     * @param token of the registry, for this repository alone; or null
     * @param password where the password of the registry's admin user comes from; or null
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record ImageAccess(String url, String host, String repository, String token, PasswordReference password) {
        @Override
        public String toString() {
            return host + "/" + repository;
        }
    }

    /**
     * Names a password in the workspace's key vault.
     *
     * @param url address of the vaults
     * @param host the virtual host of the vault; the connection goes to {@code url}
     * @param secret name in the vault
     * @param username whose password it is
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record PasswordReference(String url, String host, String secret, String username) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record ImageBuildAnswer(boolean builds) {}

    /** Returns nothing where the workspace has no container registry. */
    public Optional<ImageAccess> imageAccess(String environment) throws IOException {
        HttpResponse<String> answer =
                http.send(image("/image-access", environment).GET().build());
        if (answer.statusCode() == 204) {
            return Optional.empty();
        }
        return Optional.of(NodeHttp.JSON.readValue(requireImage(answer).body(), ImageAccess.class));
    }

    /**
     * Asks whether this node is the one that builds the image of an environment now; an {@link
     * ImageBuildAnswer}.
     */
    public HttpResponse<String> claimImageBuild(String environment) throws IOException {
        return http.send(image("/image-build", environment)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    /** Says that the build of this node has ended; the answer as it is. */
    public HttpResponse<String> releaseImageBuild(String environment) throws IOException {
        return http.send(image("/image-build", environment).DELETE().build());
    }

    record ImageReport(String digest, String pythonVersion) {}

    /**
     * Says which image the environment of the node's run has; the answer as it is.
     *
     * @param digest of its manifest
     */
    public HttpResponse<String> reportImage(String environment, String digest, String pythonVersion)
            throws IOException {
        return http.send(image("/image-report", environment)
                .POST(NodeHttp.json(new ImageReport(digest, pythonVersion)))
                .build());
    }

    private HttpRequest.Builder image(String path, String environment) {
        return request(path + "?environment=" + UriEncoding.encodeQueryValue(environment), CALL);
    }

    private static HttpResponse<String> requireImage(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() / 100 == 2) {
            return answer;
        }
        String text = "no access to the container registry: " + NodeHttp.describe(answer);
        // 502 is what the registry refuses
        throw NodeHttp.isPassing(answer.statusCode()) && answer.statusCode() != 502
                ? new IOException(text)
                : new StorageCalls.RefusedException(answer.statusCode(), text);
    }

    /** Begins a request of this node. */
    public HttpRequest.Builder request(String path, Duration timeout) {
        return HttpRequest.newBuilder(URI.create(url(path)))
                .timeout(timeout)
                .header("Authorization", "Node " + settings.secret())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json");
    }

    private String url(String path) {
        return settings.service().toString().replaceAll("/+$", "") + "/_node/" + settings.nodeId() + path;
    }

    private static void check(HttpResponse<String> answer) throws IOException, DismissedException {
        if (answer.statusCode() == 401 || answer.statusCode() == 410) {
            throw new DismissedException(answer);
        }
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(NodeHttp.describe(answer));
        }
    }
}
