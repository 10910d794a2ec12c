package io.mltwin.keyvault.vaults;

import static io.mltwin.keyvault.vaults.VaultErrors.nameNotValid;

import io.mltwin.encoding.AsciiCase;
import java.util.regex.Pattern;

/**
 * A vault's name, which is also the first label of its host: Azure's rule, compared without regard
 * to case.
 */
public record VaultName(String text) {

    private static final Pattern RULE = Pattern.compile("[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]");

    /** The rule, as refusals say it. */
    public static final String REASON =
            "a vault's name is 3 to 24 letters, digits and hyphens, begins with a letter, ends with a letter or digit"
                    + " and has no two hyphens in a row.";

    public static boolean isValid(String text) {
        return text != null && RULE.matcher(text).matches() && !text.contains("--");
    }

    /**
     * Checks a name.
     *
     * @throws io.mltwin.armweb.AzureException 400 {@code VaultNameNotValid}
     */
    public static VaultName of(String text) {
        if (!isValid(text)) {
            throw nameNotValid(text);
        }
        return new VaultName(text);
    }

    /** Returns the name for comparison and as host label. */
    public String key() {
        return AsciiCase.lower(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
