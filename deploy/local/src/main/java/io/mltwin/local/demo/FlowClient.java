package io.mltwin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mltwin.local.client.Patience;
import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.client.TraceParent;
import io.mltwin.local.layout.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The client of one flow: every request carries the flow's correlation id and its trace context, so
 * that all it causes can be found again in the services' call logs and among the traces.
 */
public final class FlowClient {
    /** As long as a client of Azure waits; for one that takes the first answer. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** On a machine that is ten times slower, as long as anything there works. */
    private static final Duration PATIENT_TIMEOUT = Duration.ofMinutes(5);

    private static final Duration ASKED_AGAIN = Duration.ofMinutes(3);
    private static final Duration STATE = Duration.ofMinutes(2);
    private static final Duration PATIENT_STATE = Duration.ofMinutes(15);
    private static final long LOOK_MILLIS = 500;

    private final PlatformClient platform;
    private final String correlationId = UUID.randomUUID().toString();
    private final TraceParent trace = TraceParent.begin();
    private final Consumer<String> waits;
    private final Duration timeout;
    private final Duration longestState;
    private final Patience patience;
    private String lastRequest;

    /** Takes the first answer to each request. */
    public FlowClient(PlatformClient platform) {
        this(platform, text -> {}, TIMEOUT, STATE, Patience.NONE);
    }

    private FlowClient(
            PlatformClient platform,
            Consumer<String> waits,
            Duration timeout,
            Duration longestState,
            Patience patience) {
        this.platform = platform;
        this.waits = waits;
        this.timeout = timeout;
        this.longestState = longestState;
        this.patience = patience;
    }

    /**
     * Returns a client for machines that are slow, or busy with something else: it waits long, and
     * makes a request again that a service does not take at the moment.
     *
     * @param waits is told what the flow waits for, as often as it looks
     */
    static FlowClient patient(PlatformClient platform, Consumer<String> waits) {
        return new FlowClient(platform, waits, PATIENT_TIMEOUT, PATIENT_STATE, new Patience(ASKED_AGAIN, waits));
    }

    /** Returns another client of the same platform that takes the first answer. */
    FlowClient impatient() {
        return new FlowClient(platform);
    }

    /** Returns how it makes calls again. */
    Patience patience() {
        return patience;
    }

    /** Returns how long something may stay in one state before a flow gives up. */
    Duration longestState() {
        return longestState;
    }

    public String correlationId() {
        return correlationId;
    }

    /** Returns the trace that all requests of the flow are. */
    public TraceParent trace() {
        return trace;
    }

    /** Returns method and address of the request that was sent last; null before the first. */
    String lastRequest() {
        return lastRequest;
    }

    /** Says what the flow waits for, and since when. */
    void waitFor(String what, long startNanos) {
        waits.accept(what + ", " + (System.nanoTime() - startNanos) / 1_000_000_000 + " s");
    }

    /** An answer, read whole. */
    public record Answer(String request, int status, HttpHeaders headers, byte[] bytes) {
        public JsonNode json() {
            try {
                return bytes.length == 0 ? MissingNode.getInstance() : Json.MAPPER.readTree(bytes);
            } catch (IOException e) {
                throw new FlowException(
                        request + " was answered " + status + " with something that is no JSON: " + text());
            }
        }

        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        public String header(String name) {
            return headers.firstValue(name).orElse(null);
        }

        /**
         * This answer when its status is one of the expected ones, else the flow has failed here.
         */
        public Answer expect(int... statuses) {
            for (int expected : statuses) {
                if (status == expected) {
                    return this;
                }
            }
            throw new FlowException(request + " was answered " + status + ": " + text());
        }
    }

    /**
     * Returns a request to a virtual host such as {@code
     * https://management.mltwin.localhost:8442/…}, sent to localhost.
     */
    public Answer send(String method, String address, String token, BodyPublisher body, Map<String, String> headers)
            throws IOException {
        URI uri = URI.create(address);
        lastRequest = method + " " + address.replaceAll("\\?.*", "");
        String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://localhost:" + uri.getPort() + path))
                .timeout(timeout)
                .header("Host", uri.getAuthority())
                .header("User-Agent", "mltwin-demo")
                .header("x-ms-correlation-request-id", correlationId)
                .header(TraceParent.HEADER, trace.toString())
                .method(method, body);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        headers.forEach(request::header);
        HttpRequest made = request.build();
        return patience.until(lastRequest, () -> answer(made), Answer::status);
    }

    /** Says now and then that there is no answer yet. */
    private Answer answer(HttpRequest made) throws IOException {
        long start = System.nanoTime();
        CompletableFuture<HttpResponse<byte[]>> answer =
                platform.http().sendAsync(made, HttpResponse.BodyHandlers.ofByteArray());
        try {
            while (true) {
                try {
                    HttpResponse<byte[]> read = answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                    return new Answer(lastRequest, read.statusCode(), read.headers(), read.body());
                } catch (TimeoutException notYet) {
                    waitFor("the answer to " + lastRequest, start);
                }
            }
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The request was interrupted.");
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    private IOException failure(Throwable cause) {
        if (cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException)) {
            return new HttpTimeoutException(lastRequest + " had no answer within " + timeout.toSeconds() + " s");
        }
        return cause instanceof IOException known ? known : new IOException(cause);
    }

    public Answer get(String address, String token) throws IOException {
        return send("GET", address, token, BodyPublishers.noBody(), Map.of());
    }

    /** Returns a request with a JSON body; null sends none. */
    public Answer json(String method, String address, String token, Object body) throws IOException {
        return body == null
                ? send(method, address, token, BodyPublishers.noBody(), Map.of())
                : send(
                        method,
                        address,
                        token,
                        BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)),
                        Map.of("Content-Type", "application/json"));
    }

    /**
     * A multipart form of files, each part named {@code files} with the file's path as its file
     * name.
     */
    public Answer upload(String address, String token, Map<String, byte[]> files) throws IOException {
        String boundary = "mltwin-" + UUID.randomUUID();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            body.writeBytes(("--"
                            + boundary
                            + "\r\n"
                            + "Content-Disposition: form-data; name=\"files\"; filename=\""
                            + file.getKey()
                            + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(file.getValue());
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(
                "POST",
                address,
                token,
                BodyPublishers.ofByteArray(body.toByteArray()),
                Map.of("Content-Type", "multipart/form-data; boundary=" + boundary));
    }
}
