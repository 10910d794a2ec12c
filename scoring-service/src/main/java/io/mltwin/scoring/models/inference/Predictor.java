package io.mltwin.scoring.models.inference;

import java.util.List;

/** A running deployment's model: turns a request body into an answer. Safe for many threads. */
interface Predictor extends AutoCloseable {

    /**
     * One request.
     *
     * @throws ScoringException when the model, its time or its process failed
     */
    Prediction predict(byte[] body) throws ScoringException;

    /** Returns the last lines that it printed, oldest first. */
    default List<String> log() {
        return List.of();
    }

    @Override
    void close();

    /** An answer of the model, and how long the model worked. */
    record Prediction(String contentType, byte[] body, long micros) {}
}
