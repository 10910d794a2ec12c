package io.mltwin.scoring.models.inference;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The credential of an {@code Authorization: Bearer} header. */
public final class Bearer {

    private static final Pattern FORM = Pattern.compile("[Bb][Ee][Aa][Rr][Ee][Rr] +([^\\s]+)");

    private Bearer() {}

    /** Returns null for no header and for one of another form. */
    public static String of(String authorization) {
        if (authorization == null) {
            return null;
        }
        Matcher matcher = FORM.matcher(authorization.trim());
        return matcher.matches() ? matcher.group(1) : null;
    }
}
