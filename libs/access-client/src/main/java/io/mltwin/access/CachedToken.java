package io.mltwin.access;

/**
 * A token that is used again. One that was fetched before the clock was set back, or from an issuer
 * whose clock had not been set back yet, is not valid until that time comes again.
 *
 * @param since epoch seconds on the platform's clock: when it was fetched, and its {@code nbf} when
 *     that is later
 * @param until when another is fetched: five minutes before it expires, of one that lives for less
 *     than half an hour a sixth of its life before
 */
public record CachedToken(Tokens.AccessToken token, long since, long until) {

    private static final long REFRESH_BEFORE_SECONDS = 300;
    private static final int SHARE = 6;

    /**
     * @param now when it was fetched
     */
    public static CachedToken of(Tokens.AccessToken token, long now) {
        long early = Math.min(REFRESH_BEFORE_SECONDS, (token.expiresOn() - now) / SHARE);
        return new CachedToken(
                token, Math.max(now, TokenTimes.read(token.value(), "nbf", 0)), token.expiresOn() - early);
    }

    public boolean isUsableAt(long now) {
        return since <= now && now < until;
    }
}
