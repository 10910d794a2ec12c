package io.mltwin.scoring.models.services;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.AsciiCase;

/**
 * Works out what a PATCH of {@code authEnabled} and {@code aadAuthEnabled} makes of a service's
 * authentication: switching one form on switches the other off, asking for both at once is refused.
 */
final class AuthenticationPatch {

    static final String KEY = "authEnabled";
    static final String TOKEN = "aadAuthEnabled";

    private AuthenticationPatch() {}

    /**
     * Returns the form after the PATCH.
     *
     * @param operations of the PATCH
     * @param key what {@code authEnabled} is after them
     * @param token what {@code aadAuthEnabled} is after them
     * @throws io.mltwin.armweb.AzureException 400 for both, and for tokens on ACI
     */
    static Authentication apply(
            Authentication before, ComputeType type, JsonNode operations, boolean key, boolean token) {
        if (token && type == ComputeType.ACI) {
            throw ServiceValidator.notOnAci();
        }
        if (!key || !token) {
            return Authentication.of(key, token);
        }
        boolean asksForKey = names(operations, KEY);
        boolean asksForToken = names(operations, TOKEN);
        if (asksForKey && asksForToken) {
            throw ServiceValidator.bothForms();
        }
        return before == Authentication.KEY ? Authentication.TOKEN : Authentication.KEY;
    }

    private static boolean names(JsonNode operations, String member) {
        for (JsonNode operation : operations) {
            if (operation.path("path").asText().equals("/" + member)
                    && !AsciiCase.equal(operation.path("op").asText(), "test")) {
                return true;
            }
        }
        return false;
    }
}
