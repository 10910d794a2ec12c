package io.mltwin.scoring.models.services;

/** The content of a deployment cannot be opened, since the customer's key cannot be used. */
public final class ContentClosedException extends RuntimeException {

    private final boolean lasting;

    /**
     * Makes it.
     *
     * @param lasting whether it holds until somebody changes something
     */
    ContentClosedException(String message, boolean lasting, Throwable cause) {
        super(message, cause);
        this.lasting = lasting;
    }

    boolean isLasting() {
        return lasting;
    }
}
