package io.mltwin.compute.mlflow;

import static io.mltwin.compute.mlflow.errors.MlflowErrors.invalid;
import static io.mltwin.compute.mlflow.errors.MlflowErrors.invalidIf;

import io.mltwin.armweb.Json;

/**
 * Reads request bodies in protobuf's JSON form, where whole numbers may be texts. It is not left to
 * the web layer, so that an error has MLflow's form.
 */
final class MlflowBodyReader {

    private static final byte[] EMPTY = {'{', '}'};

    private MlflowBodyReader() {}

    static <T> T read(byte[] body, Class<T> type) {
        T request = Json.read(
                body == null || body.length == 0 ? EMPTY : body,
                type,
                e -> invalid("The request's body is not valid: " + Json.reason(e)));
        invalidIf(request == null, "The request's body must be a JSON object.");
        return request;
    }
}
