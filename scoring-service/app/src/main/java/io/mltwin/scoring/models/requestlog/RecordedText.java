package io.mltwin.scoring.models.requestlog;

import static io.mltwin.encoding.Absence.isEmpty;

import java.util.regex.Pattern;

/** Makes the texts of a record: no credential gets into them, wherever a client put it. */
public final class RecordedText {

    private static final int LONGEST = 2048;
    private static final String MASK = "***";
    private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+(\\.[\\w-]*)?");

    private RecordedText() {}

    /**
     * Returns a text of at most 2 048 characters without tokens and without these credentials; null
     * for null.
     *
     * @param credentials each may be null
     */
    public static String of(String text, String... credentials) {
        if (text == null) {
            return null;
        }
        String masked = text;
        for (String credential : credentials) {
            if (!isEmpty(credential)) {
                masked = masked.replace(credential, MASK);
            }
        }
        String clean = TOKEN.matcher(masked).replaceAll(MASK);
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) : clean;
    }
}
