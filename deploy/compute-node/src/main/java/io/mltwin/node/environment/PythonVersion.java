package io.mltwin.node.environment;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Python that an environment asks for.
 *
 * <p>Deviation: a node has one Python, so another minor version of the same major one is accepted,
 * and the log says so.
 */
final class PythonVersion {

    private static final Pattern CLAUSE = Pattern.compile("(==|!=|<=|>=|~=|<|>)([0-9]+)(\\.[0-9A-Za-z.*]+)?");

    private PythonVersion() {}

    /**
     * Returns whether a node's Python may stand for the one that is asked for.
     *
     * @param asked in pip's form, such as {@code ==3.10.*}
     * @param present such as {@code 3.13.5}
     */
    static boolean accepts(String asked, String present) {
        int major = Integer.parseInt(present.substring(0, present.indexOf('.')));
        for (String clause : asked.split(",")) {
            Matcher parts = CLAUSE.matcher(clause.strip());
            if (!parts.matches()) {
                return false;
            }
            int wanted = Integer.parseInt(parts.group(2));
            boolean isMajorAlone = parts.group(3) == null || parts.group(3).matches("(\\.0)+(\\.\\*)?");
            boolean fits = switch (parts.group(1)) {
                case "==", "~=" -> major == wanted;
                case ">=", ">" -> major >= wanted;
                case "<" -> isMajorAlone ? major < wanted : major <= wanted;
                case "<=" -> major <= wanted;
                default -> true;
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
