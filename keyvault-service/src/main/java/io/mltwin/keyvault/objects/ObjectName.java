package io.mltwin.keyvault.objects;

import static io.mltwin.keyvault.objects.ObjectErrors.badParameterIf;

import io.mltwin.encoding.AsciiCase;
import java.util.regex.Pattern;

/** The name of a secret, key or certificate: Azure's rule, compared without regard to case. */
public record ObjectName(String text) {

    private static final Pattern RULE = Pattern.compile("[0-9A-Za-z-]{1,127}");

    /**
     * Checks a name.
     *
     * @throws io.mltwin.armweb.AzureException 400 {@code BadParameter}
     */
    public static ObjectName of(String text) {
        badParameterIf(
                !RULE.matcher(text).matches(),
                "The request URI contains an invalid name: %s. A name is 1 to 127 letters, digits and hyphens.",
                text);
        return new ObjectName(text);
    }

    public String key() {
        return AsciiCase.lower(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
