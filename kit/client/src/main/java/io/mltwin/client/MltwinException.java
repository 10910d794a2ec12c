package io.mltwin.client;

/** A platform was not found, did not start or refused; the message says what to do. */
public final class MltwinException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MltwinException(String message, Throwable cause) {
        super(message, cause);
    }

    public MltwinException(String message) {
        super(message);
    }
}
