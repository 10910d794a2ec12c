package io.mltwin.identity.rbac.roles;

import io.mltwin.armweb.AsciiCase;
import java.util.regex.Pattern;

/** Names of role assignments and definitions. */
public final class Guid {

    private static final Pattern FORM =
            Pattern.compile(
                    "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Guid() {}

    /** In lower case, or null when the text is none. */
    public static String read(String text) {
        return text != null && FORM.matcher(text).matches() ? AsciiCase.lower(text) : null;
    }
}
