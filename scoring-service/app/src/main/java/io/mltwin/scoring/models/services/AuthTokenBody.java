package io.mltwin.scoring.models.services;

/**
 * {@code AuthToken}: a token for one web service.
 *
 * @param expiryOn epoch seconds
 * @param refreshAfter epoch seconds, from when a client should ask for another
 */
public record AuthTokenBody(String accessToken, String tokenType, long expiryOn, long refreshAfter) {
    @Override
    public String toString() {
        return "token until " + expiryOn;
    }
}
