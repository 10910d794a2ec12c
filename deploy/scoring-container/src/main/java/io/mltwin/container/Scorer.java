package io.mltwin.container;

import java.time.Duration;
import java.util.List;

/** Scores requests in a container: an entry script, or a model that needs none. */
public interface Scorer {

    /**
     * Answers one request with a JSON text in UTF-8.
     *
     * @throws ScoringException where the front of the service answers something of its own
     */
    byte[] score(byte[] body) throws Throwable;

    /** Returns how many requests may be scored at once. */
    int concurrency();

    /**
     * The answer of {@code run()}, and how long it took inside the container (Azure's header {@code
     * x-ms-run-fn-exec-ms}).
     *
     * @param status 200, or what the script chose
     * @param headers that the script chose
     */
    record ScoringResult(int status, List<HttpHeader> headers, String contentType, byte[] body, Duration runTime) {}

    /** A request that failed, and not because the script or the model raised. */
    final class ScoringException extends Exception {

        private static final long serialVersionUID = 1;

        public enum Kind {
            /** The body is no input of the model. */
            BAD_INPUT,
            /** Longer than the deployment's {@code scoringTimeoutMs}. */
            TIMED_OUT
        }

        private final Kind kind;

        public ScoringException(Kind kind, String message) {
            super(message);
            this.kind = kind;
        }

        public Kind kind() {
            return kind;
        }
    }
}
