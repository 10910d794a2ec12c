package io.mltwin.resourceprovider;

import static io.mltwin.armweb.ArmErrors.invalidResourceNameIf;

import java.util.regex.Pattern;

/**
 * The names that a type's resources may have.
 *
 * @param text says it in words, in the refusal
 */
public record NameRule(Pattern names, String text) {

    /** Makes a rule of a regular expression. */
    public static NameRule of(String names, String text) {
        return new NameRule(Pattern.compile(names), text);
    }

    /**
     * Refuses another name.
     *
     * @throws io.mltwin.armweb.AzureException 400 {@code InvalidResourceName}
     */
    public void require(String name) {
        invalidResourceNameIf(!names.matcher(name).matches(), name, text);
    }
}
