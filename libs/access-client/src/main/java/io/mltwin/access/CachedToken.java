package io.mltwin.access;

/**
 * A token that is used again. One that was fetched before the clock was set back, or from an issuer
 * whose clock had not been set back yet, is not valid until that time comes again.
 *
 * @param since epoch seconds on the platform's clock: when it was fetched, and its {@code nbf} when
 *     that is later
 */
public record CachedToken(Tokens.AccessToken token, long since) {

    private static final long REFRESH_BEFORE_SECONDS = 300;

    /**
     * @param now when it was fetched
     */
    public static CachedToken of(Tokens.AccessToken token, long now) {
        return new CachedToken(token, Math.max(now, TokenTimes.read(token.value(), "nbf", 0)));
    }

    public boolean isUsableAt(long now) {
        return since <= now && now < token.expiresOn() - REFRESH_BEFORE_SECONDS;
    }
}
