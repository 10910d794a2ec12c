package io.mltwin.local.layout;

/**
 * Tells why the launcher will not go on: one clear sentence for the person at the terminal, no
 * stack trace.
 */
public final class RefusalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RefusalException(String sentence) {
        super(sentence);
    }

    public RefusalException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
