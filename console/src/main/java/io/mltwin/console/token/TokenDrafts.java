package io.mltwin.console.token;

import static io.mltwin.encoding.Absence.isBlank;

import io.mltwin.console.session.Session;
import io.mltwin.console.session.TokenAudience;
import io.mltwin.console.session.UserTokens;
import jakarta.inject.Singleton;

/**
 * Makes the token of a form. A token of the session never goes through the browser: the form names
 * its resource, and its signature is put back here.
 */
@Singleton
record TokenDrafts(UserTokens tokens, TokenForge forge) {

    /**
     * Returns the token that the form stands for.
     *
     * @throws io.mltwin.armweb.AzureException 400 for a field without meaning, or 403 for a
     *     resource of which this user gets no token
     */
    InspectedToken make(Session session, TokenForm form) {
        TokenAudience audience = form.audience();
        String issued = audience == null ? null : tokens.token(session, audience);
        if (form.isEdited()) {
            return edited(form, issued, audience);
        }
        String text = issued == null ? blankAsNull(form.token) : issued;
        return new InspectedToken(text, TokenParts.read(text).orElse(null), audience);
    }

    private InspectedToken edited(TokenForm form, String issued, TokenAudience audience) {
        TokenParts parts = form.parts();
        if (issued != null) {
            parts = TokenParts.read(issued)
                    .map(TokenParts::signature)
                    .map(parts::withSignature)
                    .orElse(parts);
        }
        TokenParts forged = forge.forge(parts, form.forgery());
        return new InspectedToken(forged.text(), forged, audience);
    }

    private static String blankAsNull(String text) {
        return isBlank(text) ? null : text.strip();
    }
}
