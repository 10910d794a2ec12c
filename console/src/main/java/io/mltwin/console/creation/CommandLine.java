package io.mltwin.console.creation;

import java.util.regex.Pattern;

/** Writes requests as lines for a shell. */
final class CommandLine {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=-]+");

    private CommandLine() {}

    /**
     * Returns the line of {@code az rest} that makes a request of Azure Resource Manager.
     *
     * @param path path and query, with a leading slash
     * @param json in one line
     */
    static String put(String path, String json) {
        return "az rest --method put --url " + quoted(path) + " --body " + quoted(json);
    }

    /** Returns a word that the shell passes on as it is. */
    static String quoted(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
