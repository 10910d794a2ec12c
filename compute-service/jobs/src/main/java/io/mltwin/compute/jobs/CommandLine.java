package io.mltwin.compute.jobs;

import static io.mltwin.machinelearning.UserErrors.invalid;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills the expressions of a job's command, <code>${{inputs.x}}</code>, as Azure ML does: as text.
 * What stands in <code>$[[ ]]</code> is left out when it names an input that was not given.
 */
final class CommandLine {

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{\\s*([A-Za-z_][A-Za-z0-9_.]*)\\s*}}");
    private static final Pattern OPTIONAL = Pattern.compile("\\$\\[\\[([\\s\\S]*?)]]");

    private CommandLine() {}

    /**
     * The command with texts in place of expressions.
     *
     * @param texts by expression, {@code inputs.x}
     * @throws io.mltwin.armweb.AzureException 400 for an expression without a text
     */
    static String fill(String command, Map<String, String> texts) {
        String required = OPTIONAL.matcher(command)
                .replaceAll(part -> Matcher.quoteReplacement(isGiven(part.group(1), texts) ? part.group(1) : ""));
        return EXPRESSION.matcher(required).replaceAll(expression -> {
            String text = texts.get(expression.group(1));
            if (text == null) {
                throw invalid(
                        "properties.command",
                        "The command names '%s', which the job does not have.",
                        expression.group());
            }
            return Matcher.quoteReplacement(text);
        });
    }

    private static boolean isGiven(String part, Map<String, String> texts) {
        return EXPRESSION.matcher(part).results().allMatch(one -> texts.containsKey(one.group(1)));
    }
}
