package io.mltwin.container;

/** A scoring request or a start that failed, by the cases that Azure answers differently. */
public final class ContainerException extends Exception {

    public enum Kind {
        /**
         * The process did not start, or {@code init()} raised: the service is Unhealthy, 502 (v1),
         * 503 (managed endpoint).
         */
        START_FAILED,
        /** The body is no input of the script, or of a model without one: 400. */
        BAD_INPUT,
        /** {@code run()} takes no request of this method: 405. */
        BAD_METHOD,
        /** {@code run()} takes no body of this {@code Content-Type}: 415. */
        BAD_TYPE,
        /**
         * {@code run()} raised: 500 by the inferencing server, which a managed endpoint turns into
         * 424.
         */
        RUN_FAILED,
        /**
         * Longer than {@code scoringTimeoutMs}: 504 (v1 AKS), 408 (managed endpoint). The container
         * has been replaced.
         */
        TIMED_OUT,
        /** The process died during the request: 502. */
        CRASHED,
        /** Waited longer than {@code maxQueueWaitMs}: 503 (v1 AKS), 429 (managed endpoint). */
        BUSY,
        /** The client was closed: the service has been deleted or stopped. */
        CLOSED
    }

    private final Kind kind;

    public ContainerException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public ContainerException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
