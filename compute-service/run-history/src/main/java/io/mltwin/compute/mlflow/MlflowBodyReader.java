package io.mltwin.compute.mlflow;

import static io.mltwin.compute.mlflow.errors.MlflowErrors.invalid;
import static io.mltwin.compute.mlflow.errors.MlflowErrors.invalidIf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.BodyErrors;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads request bodies in protobuf's JSON form, where whole numbers may be texts. It is not left to
 * the web layer, so that an error has MLflow's form.
 */
@Singleton
class MlflowBodyReader {

    private static final byte[] EMPTY = {'{', '}'};

    private final ObjectMapper json;

    MlflowBodyReader(ObjectMapper json) {
        this.json = json;
    }

    <T> T read(byte[] body, Class<T> type) {
        try {
            T request = json.readValue(body == null || body.length == 0 ? EMPTY : body, type);
            invalidIf(request == null, "The request's body must be a JSON object.");
            return request;
        } catch (JsonProcessingException malformed) {
            throw invalid("The request's body is not valid: " + BodyErrors.reason(malformed));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can be read", e);
        }
    }
}
