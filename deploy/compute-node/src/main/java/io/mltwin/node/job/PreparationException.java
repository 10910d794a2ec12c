package io.mltwin.node.job;

/** An environment cannot be prepared; the message is for the user. */
public final class PreparationException extends Exception {
    public PreparationException(String message) {
        super(message);
    }
}
