package io.mltwin.container.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.mltwin.container.ContainerException;
import io.mltwin.container.HttpHeader;
import io.mltwin.container.ScoringResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An answer of the front, with the statuses and codes that a web service of the platform has. */
record HttpAnswer(int status, String contentType, byte[] body, Map<String, String> headers) {

    private static final String JSON = "application/json; charset=utf-8";
    private static final JsonFactory FACTORY = new JsonFactory();

    /** Of a connection, or made by the front itself. */
    private static final Set<String> OWN =
            Set.of(
                    "connection",
                    "keep-alive",
                    "transfer-encoding",
                    "upgrade",
                    "te",
                    "trailer",
                    "content-length",
                    "content-type",
                    "date",
                    "server",
                    "x-ms-request-id",
                    "x-ms-run-fn-exec-ms");

    static HttpAnswer text(String text) {
        return new HttpAnswer(200, "text/plain", text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static HttpAnswer json(byte[] document) {
        return new HttpAnswer(200, "application/json", document, Map.of());
    }

    static HttpAnswer scored(ScoringResult result) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (HttpHeader header : result.headers()) {
            if (!OWN.contains(header.name().toLowerCase(Locale.ROOT))) {
                headers.merge(header.name(), header.value(), (a, b) -> a + ", " + b);
            }
        }
        headers.putIfAbsent("x-ms-run-function-failed", "False");
        headers.put(
                "x-ms-run-fn-exec-ms",
                String.format(Locale.ROOT, "%.3f", result.runTime().toNanos() / 1e6));
        return new HttpAnswer(result.status(), result.contentType(), result.body(), headers);
    }

    static HttpAnswer failed(ContainerException failure) {
        String message = failure.getMessage();
        return switch (failure.kind()) {
            case BAD_INPUT -> error(400, "BadArgument", message);
            case BAD_METHOD -> error(405, "MethodNotAllowed", message);
            case BAD_TYPE -> error(415, "UnsupportedMediaType", message);
            case RUN_FAILED -> byModel(error(500, "ModelError", message));
            case TIMED_OUT -> byModel(error(504, "ScoringTimeout", message));
            case CRASHED -> error(502, "ContainerCrashed", message);
            case BUSY -> error(503, "NoRoomInQueue", message);
            case START_FAILED, CLOSED -> error(503, "ServiceUnavailable", message);
        };
    }

    private static HttpAnswer byModel(HttpAnswer answer) {
        return answer.with(Map.of("x-ms-run-function-failed", "True"));
    }

    HttpAnswer with(Map<String, String> added) {
        return new HttpAnswer(status, contentType, body, added);
    }

    static HttpAnswer error(int status, String code, String message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            json.writeStringField("code", code);
            json.writeStringField("message", message);
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes all bytes", e);
        }
        return new HttpAnswer(status, JSON, bytes.toByteArray(), Map.of());
    }

    @Override
    public String toString() {
        return status + " with " + body.length + " bytes";
    }
}
