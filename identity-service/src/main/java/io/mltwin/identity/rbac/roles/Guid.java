package io.mltwin.identity.rbac.roles;

import io.mltwin.encoding.AsciiCase;
import java.util.regex.Pattern;

/** Reads the names of role assignments and definitions, which are GUIDs. */
public final class Guid {

    private static final Pattern FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Guid() {}

    /** Returns the GUID in lower case, or null for another text. */
    public static String read(String text) {
        return text != null && FORM.matcher(text).matches() ? AsciiCase.lower(text) : null;
    }
}
