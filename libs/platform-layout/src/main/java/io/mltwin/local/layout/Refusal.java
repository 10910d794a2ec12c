package io.mltwin.local.layout;

/**
 * Tells why the launcher will not go on: one clear sentence for the person at the terminal, no
 * stack trace.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Refusal(String sentence) {
        super(sentence);
    }

    public Refusal(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
