package io.mltwin.compute.environments.preparation;

import io.mltwin.encoding.AsciiCase;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One package of a conda specification, such as {@code conda-forge::scikit-learn=1.5}.
 *
 * @param constraint in pip's form; empty for any version
 */
record CondaPackage(String name, String constraint) {

    private static final Pattern FORM = Pattern.compile("(?:[\\w./-]+::)?([A-Za-z0-9_][A-Za-z0-9._-]*)\\s*(.*)");
    private static final String VERSION = "[0-9][0-9A-Za-z._+!-]*";
    private static final Pattern COMPARED = Pattern.compile(
            "(==|!=|<=|>=|~=|<|>)VERSION(\\.\\*)?(,(==|!=|<=|>=|~=|<|>)VERSION(\\.\\*)?)*".replace("VERSION", VERSION));

    /** A version that begins so, or with its build this version alone. */
    private static final Pattern BEGINS = Pattern.compile("=\\s*(" + VERSION + "?)(\\.\\*|\\*)?(=[\\w.*-]+)?");

    /** Matches a version alone, perhaps with its build. */
    private static final Pattern EXACT = Pattern.compile("(" + VERSION + "?)(\\.\\*|\\*)?(\\s+[\\w.*-]+)?");

    /** Maps the packages that conda and pip name differently. */
    private static final Map<String, String> NAMES = Map.of(
            "pytorch", "torch",
            "py-xgboost", "xgboost",
            "py-opencv", "opencv-python",
            "opencv", "opencv-python",
            "matplotlib-base", "matplotlib",
            "msgpack-python", "msgpack",
            "pytables", "tables");

    /** Returns the package; empty for a text in another form. */
    static Optional<CondaPackage> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String name = AsciiCase.lower(form.group(1));
        return constraint(form.group(2).strip()).map(found -> new CondaPackage(name, found));
    }

    /** Returns the line of a requirements file. */
    String requirement() {
        return NAMES.getOrDefault(name, name) + constraint;
    }

    private static Optional<String> constraint(String text) {
        if (text.isEmpty() || text.equals("*") || text.equals("=*")) {
            return Optional.of("");
        }
        String compact = text.replace(" ", "");
        if (COMPARED.matcher(compact).matches()) {
            return Optional.of(compact);
        }
        Matcher begins = BEGINS.matcher(text);
        if (begins.matches()) {
            boolean isExact = begins.group(3) != null && begins.group(2) == null;
            return Optional.of("==" + begins.group(1) + (isExact ? "" : ".*"));
        }
        Matcher exact = EXACT.matcher(text);
        if (exact.matches()) {
            return Optional.of("==" + exact.group(1) + (exact.group(2) == null ? "" : ".*"));
        }
        return Optional.empty();
    }
}
