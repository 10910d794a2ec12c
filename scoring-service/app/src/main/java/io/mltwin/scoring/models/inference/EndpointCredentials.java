package io.mltwin.scoring.models.inference;

import io.mltwin.scoring.keys.Secrets;
import io.mltwin.scoring.models.services.Authentication;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The credentials that the callers of a web service or endpoint authenticate with.
 *
 * @param wanted what callers give, in words
 * @param noun {@code service} or {@code endpoint}, for refusals
 * @param label of its host, which its tokens are for
 * @param armId that a permission to score is checked at; null for a web service
 */
public record EndpointCredentials(
        Authentication form,
        String wanted,
        String noun,
        String label,
        String armId,
        String primaryKey,
        String secondaryKey) {

    /** Asks for a credential where a request has none. */
    String request() {
        return "Give a %s of the %s: Authorization: Bearer <%s>.".formatted(wanted, noun, wanted);
    }

    /** Returns true for one of the keys; takes the same time whichever key differs. */
    boolean isKey(String given) {
        if (given == null) {
            return false;
        }
        boolean primary = Secrets.same(given, primaryKey);
        boolean secondary = Secrets.same(given, secondaryKey);
        return primary | secondary;
    }

    @Override
    public String toString() {
        return "credentials of " + label;
    }

    private static final Pattern BEARER = Pattern.compile("[Bb][Ee][Aa][Rr][Ee][Rr] +([^\\s]+)");

    /** Returns the credential of an {@code Authorization: Bearer} header; null for no header and for one of another form. */
    static String bearer(String authorization) {
        if (authorization == null) {
            return null;
        }
        Matcher matcher = BEARER.matcher(authorization.trim());
        return matcher.matches() ? matcher.group(1) : null;
    }
}
