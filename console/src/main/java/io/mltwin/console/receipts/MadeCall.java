package io.mltwin.console.receipts;

/**
 * A call that a page has made.
 *
 * @param host host and port
 * @param path without its query
 * @param millis how long the answer took
 * @param requestId Azure's id of the request; null when there was no answer
 * @param decision the id that explains a refusal; null for none
 */
public record MadeCall(
        String method, String host, String path, int status, long millis, String requestId, String decision) {

    private static final int FIRST_REFUSAL = 400;

    /** Returns whether the call was refused or failed. */
    public boolean isRefused() {
        return status >= FIRST_REFUSAL;
    }
}
