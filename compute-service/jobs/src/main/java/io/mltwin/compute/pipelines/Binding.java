package io.mltwin.compute.pipelines;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an input or output of a step is bound to: an input or output of the pipeline, or the output of another step.
 *
 * @param step null for an input or output of the pipeline
 */
record Binding(String step, String name) {

    private static final Pattern INPUT = Pattern.compile("\\$\\{\\{\\s*parent\\.inputs\\.([A-Za-z0-9_]+)\\s*}}");
    private static final Pattern RESULT = Pattern.compile("\\$\\{\\{\\s*parent\\.outputs\\.([A-Za-z0-9_]+)\\s*}}");
    private static final Pattern OUTPUT =
            Pattern.compile("\\$\\{\\{\\s*parent\\.jobs\\.([A-Za-z0-9_]+)\\.outputs\\.([A-Za-z0-9_]+)\\s*}}");

    /** Returns the name of the pipeline's output that a step's output is bound to; null for another value. */
    static String result(String value) {
        Matcher result = RESULT.matcher(value);
        return result.matches() ? result.group(1) : null;
    }

    /** Parses the value of an input; empty for one that is no binding. */
    static Optional<Binding> parse(String value) {
        Matcher input = INPUT.matcher(value);
        if (input.matches()) {
            return Optional.of(new Binding(null, input.group(1)));
        }
        Matcher output = OUTPUT.matcher(value);
        return output.matches() ? Optional.of(new Binding(output.group(1), output.group(2))) : Optional.empty();
    }
}
