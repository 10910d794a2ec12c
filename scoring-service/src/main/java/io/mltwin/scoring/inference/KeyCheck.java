package io.mltwin.scoring.inference;

import io.mltwin.scoring.keys.Secrets;
import io.mltwin.scoring.services.Deployment;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A web service's key, sent as {@code Authorization: Bearer <key>} (how-to-consume-web-service).
 */
final class KeyCheck {

    private static final Pattern BEARER = Pattern.compile("[Bb][Ee][Aa][Rr][Ee][Rr] +([^\\s]+)");

    private KeyCheck() {}

    /**
     * True when the header carries one of the service's keys, or the service asks for none. Takes
     * the same time whichever key differs.
     */
    static boolean passes(String authorization, Deployment deployment) {
        if (!deployment.authEnabled()) {
            return true;
        }
        if (authorization == null) {
            return false;
        }
        Matcher matcher = BEARER.matcher(authorization.trim());
        if (!matcher.matches()) {
            return false;
        }
        boolean primary = Secrets.same(matcher.group(1), deployment.primaryKey());
        boolean secondary = Secrets.same(matcher.group(1), deployment.secondaryKey());
        return primary | secondary;
    }
}
