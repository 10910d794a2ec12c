package io.mltwin.scoring.models.inference;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A running deployment's model: turns a request body into an answer. Safe for many threads. */
interface Predictor extends AutoCloseable {

    /**
     * One request. No thread waits for the model; what follows must not hold up the thread that has
     * its answer.
     *
     * @return fails with a {@link ScoringException} when the model, its time or its process failed
     */
    CompletableFuture<Prediction> predict(byte[] body);

    /** Returns the last lines that it printed, oldest first. */
    default List<String> log() {
        return List.of();
    }

    @Override
    void close();

    /** An answer of the model, and how long the model worked. */
    record Prediction(String contentType, byte[] body, long micros) {}
}
