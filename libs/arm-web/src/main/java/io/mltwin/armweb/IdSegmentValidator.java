package io.mltwin.armweb;

import static io.mltwin.armweb.ArmErrors.invalidResourceNamespace;
import static io.mltwin.armweb.ArmErrors.invalidResourceType;
import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.encoding.AsciiCase;
import java.text.Normalizer;
import java.util.Set;

/**
 * Refuses what no part of an id of Azure Resource Manager can hold, in paths and in ids inside
 * bodies, before anything is compared: such a part names nothing, so it is not found (404).
 *
 * <p>Azure's namespaces, types and actions are ASCII, and so are the names of most types
 * (resource-name-rules.md). Where Azure lets names have the letters and digits of all scripts, a
 * letter that could be taken for one of ASCII is refused.
 *
 * <p>Deviation: a name that holds a percent sign, a slash, a backslash, a question mark or a letter
 * that names of its type do not have is not found, where some of Azure's providers answer 400; and
 * names of resource groups, tags and policies hold no letter that Unicode takes for one of ASCII,
 * and keep the case of other letters.
 */
final class IdSegmentValidator {

    /** Lists the types whose names Azure allows in any script. */
    private static final Set<String> OF_ANY_SCRIPT = Set.of(
            "resourcegroups",
            "tagnames",
            "tagvalues",
            "policyassignments",
            "policydefinitions",
            "policysetdefinitions",
            "policyexemptions",
            "diagnosticsettings");

    private static final String SEPARATORS = "/%\\?";
    private static final int LAST_ASCII = 0x7F;

    private IdSegmentValidator() {}

    /**
     * Lets a provider namespace pass.
     *
     * @throws AzureException 404 {@code InvalidResourceNamespace}
     */
    static String requireNamespace(String text) {
        if (!isWord(text)) {
            throw invalidResourceNamespace(text);
        }
        return text;
    }

    /**
     * Lets a resource type, or an operation's name, pass.
     *
     * @throws AzureException 404 {@code InvalidResourceType}
     */
    static String requireType(String text, String namespace) {
        if (!isWord(text)) {
            throw invalidResourceType(text, namespace);
        }
        return text;
    }

    /**
     * Lets a resource's name pass.
     *
     * @throws AzureException 404 {@code ResourceNotFound}
     */
    static String requireName(String text, String type) {
        boolean ascii = true;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (SEPARATORS.indexOf(letter) >= 0) {
                throw noName(text, type);
            }
            ascii &= letter <= LAST_ASCII;
        }
        if (!ascii && !(OF_ANY_SCRIPT.contains(AsciiCase.lower(type)) && isPlain(text))) {
            throw noName(text, type);
        }
        return text;
    }

    /** Tells whether a text has only ASCII letters, digits, and the characters that join them. */
    private static boolean isWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = AsciiCase.lower(text.charAt(i));
            boolean known = letter >= 'a' && letter <= 'z'
                    || letter >= '0' && letter <= '9'
                    || letter == '.'
                    || letter == '-'
                    || letter == '_';
            if (!known) {
                return false;
            }
        }
        return true;
    }

    /** Letters and digits that are themselves in every form, and never one of ASCII. */
    private static boolean isPlain(String text) {
        return Normalizer.isNormalized(text, Normalizer.Form.NFKC)
                && text.codePoints()
                        .filter(letter -> letter > LAST_ASCII)
                        .allMatch(IdSegmentValidator::isForeignLetter);
    }

    private static boolean isForeignLetter(int letter) {
        return Character.isLetterOrDigit(letter)
                && Character.toLowerCase(letter) > LAST_ASCII
                && Character.toUpperCase(letter) > LAST_ASCII;
    }

    private static AzureException noName(String text, String type) {
        return notFound(
                "ResourceNotFound",
                "The Resource '%s/%s' was not found: its name holds a character that names of this type do not have.",
                type,
                text);
    }
}
