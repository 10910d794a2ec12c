package io.mltwin.console.token;

import io.mltwin.console.session.TokenAudience;

/**
 * The token that the services are asked about.
 *
 * @param text as it would stand behind {@code Bearer}; null for none
 * @param parts null when the text is no signed token
 * @param taken the resource whose token of the session it is or was; null for a pasted one
 */
public record InspectedToken(String text, TokenParts parts, TokenAudience taken) {

    @Override
    public String toString() {
        return taken == null ? "pasted token" : "token for " + taken;
    }
}
