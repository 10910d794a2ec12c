package io.mltwin.keyvault.secrets;

import java.util.Locale;
import java.util.regex.Pattern;

/** A secret's name: Azure's rule, compared without regard to case. */
public record SecretName(String text) {

    private static final Pattern RULE = Pattern.compile("[0-9A-Za-z-]{1,127}");

    /**
     * Checks a name.
     *
     * @throws io.mltwin.armweb.AzureFault 400 {@code BadParameter}
     */
    public static SecretName of(String text) {
        if (!RULE.matcher(text).matches()) {
            throw SecretErrors.badParameter(
                    "The request URI contains an invalid name: "
                            + text
                            + ". A secret's name is 1 to 127 letters, digits and hyphens.");
        }
        return new SecretName(text);
    }

    String key() {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text;
    }
}
