package io.mltwin.container;

/** A request that failed, and not because the script or the model raised. */
public final class ScoringException extends Exception {

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
