package io.mltwin.scoring.models.inference;

import io.mltwin.container.ContainerException;
import io.mltwin.container.CorsOrigins;
import io.mltwin.container.HttpHeader;
import io.mltwin.container.InferenceRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A running deployment's model: turns a request body into an answer. Safe for many threads. */
public interface Predictor extends AutoCloseable {

    /**
     * One request. No thread waits for the model; what follows must not hold up the thread that has
     * its answer.
     *
     * @return fails with a {@link ContainerException} when the model, its time or its process failed
     */
    CompletableFuture<Prediction> predict(byte[] body);

    /** One request as it came; what knows no HTTP takes its body. */
    default CompletableFuture<Prediction> predict(InferenceRequest request) {
        return predict(request.body());
    }

    /** Returns whether it takes requests as they came, of any method: an entry script in Python does. */
    default boolean takesRequests() {
        return false;
    }

    /** Returns what it says of its input and output, JSON; empty for nothing. */
    default byte[] schemas() {
        return new byte[0];
    }

    /** Returns the origins whose pages may read its answers. */
    default CorsOrigins origins() {
        return CorsOrigins.NONE;
    }

    /** Returns the last lines that it printed, oldest first. */
    default List<String> log() {
        return List.of();
    }

    /** Returns whether it could take a request now. */
    default boolean isHealthy() {
        return true;
    }

    /** Returns the number of containers that could take a request now. */
    default int running() {
        return isHealthy() ? 1 : 0;
    }

    @Override
    void close();

    /** An answer of the model, and how long the model worked. */
    record Prediction(int status, List<HttpHeader> headers, String contentType, byte[] body, long micros) {

        /** An answer with 200 and no headers of its own. */
        Prediction(String contentType, byte[] body, long micros) {
            this(200, List.of(), contentType, body, micros);
        }
    }
}
