package io.mltwin.container.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.mltwin.container.AnswerHeaders;
import io.mltwin.container.ContainerException;
import io.mltwin.container.Scorer.ScoringResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An answer of the front, with the statuses and codes that a web service of the platform has. */
record HttpAnswer(int status, String contentType, byte[] body, Map<String, String> headers) {

    private static final String JSON = "application/json; charset=utf-8";
    private static final JsonFactory FACTORY = new JsonFactory();

    static HttpAnswer text(String text) {
        return new HttpAnswer(200, "text/plain", text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static HttpAnswer json(byte[] document) {
        return new HttpAnswer(200, "application/json", document, Map.of());
    }

    static HttpAnswer scored(ScoringResult result) {
        return new HttpAnswer(
                result.status(),
                result.contentType(),
                result.body(),
                AnswerHeaders.scored(result.headers(), result.runTime().toNanos() / 1000));
    }

    static HttpAnswer failed(ContainerException failure) {
        return error(failure.kind().status(), failure.kind().code(), failure.getMessage())
                .with(failure.kind().headers());
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
