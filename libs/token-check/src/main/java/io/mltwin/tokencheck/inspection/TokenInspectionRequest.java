package io.mltwin.tokencheck.inspection;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.armweb.AzureException;

/**
 * A token and where it would be sent.
 *
 * @param token as it would stand behind {@code Bearer}; null or blank for none
 * @param host as a client sends it, with its port; null to ask for every plane of the service
 * @param path raw, with or without a query; null when {@code host} is
 */
public record TokenInspectionRequest(String token, String host, String path) {

    /** The most bytes of a request's header; a longer one is refused before any check. */
    static final int LONGEST_TOKEN = 32 << 10;

    /**
     * Returns the token, or null for none.
     *
     * @throws AzureException 400 {@code InvalidRequestContent}
     */
    public String validToken() {
        String text = token == null ? "" : token.strip();
        if (text.length() > LONGEST_TOKEN) {
            throw invalid("The token is too long: a header holds at most "
                    + LONGEST_TOKEN
                    + " characters, and a request with more is answered 431.");
        }
        if ((host == null) != (path == null) || path != null && !path.startsWith("/")) {
            throw invalid("Give both 'host' and 'path', the path with a leading slash, or neither for every plane.");
        }
        return text.isEmpty() ? null : text;
    }

    static AzureException invalid(String message) {
        return badRequest("InvalidRequestContent", message);
    }

    @Override
    public String toString() {
        return "token for " + host;
    }
}
