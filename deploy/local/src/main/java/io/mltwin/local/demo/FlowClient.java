package io.mltwin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.client.TraceParent;
import io.mltwin.local.layout.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The client of one flow: every request carries the flow's correlation id and its trace context, so
 * that all it causes can be found again in the services' call logs and among the traces.
 */
public final class FlowClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final PlatformClient platform;
    private final String correlationId = UUID.randomUUID().toString();
    private final TraceParent trace = TraceParent.begin();
    private final Consumer<String> waits;
    private String lastRequest;

    public FlowClient(PlatformClient platform) {
        this(platform, text -> {});
    }

    /**
     * @param waits is told what the flow waits for, as often as it looks
     */
    FlowClient(PlatformClient platform, Consumer<String> waits) {
        this.platform = platform;
        this.waits = waits;
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
                        request
                                + " was answered "
                                + status
                                + " with something that is no JSON: "
                                + text());
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
    public Answer send(
            String method,
            String address,
            String token,
            BodyPublisher body,
            Map<String, String> headers)
            throws IOException {
        URI uri = URI.create(address);
        lastRequest = method + " " + address.replaceAll("\\?.*", "");
        String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("https://localhost:" + uri.getPort() + path))
                        .timeout(TIMEOUT)
                        .header("Host", uri.getAuthority())
                        .header("User-Agent", "mltwin-demo")
                        .header("x-ms-correlation-request-id", correlationId)
                        .header(TraceParent.HEADER, trace.toString())
                        .method(method, body);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> response =
                    platform.http().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(
                    lastRequest, response.statusCode(), response.headers(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The request was interrupted.");
        }
    }

    public Answer get(String address, String token) throws IOException {
        return send("GET", address, token, BodyPublishers.noBody(), Map.of());
    }

    /** Returns a request with a JSON body; null sends none. */
    public Answer json(String method, String address, String token, Object body)
            throws IOException {
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
    public Answer upload(String address, String token, Map<String, byte[]> files)
            throws IOException {
        String boundary = "mltwin-" + UUID.randomUUID();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            body.writeBytes(
                    ("--"
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
