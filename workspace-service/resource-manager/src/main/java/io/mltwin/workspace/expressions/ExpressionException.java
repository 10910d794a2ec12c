package io.mltwin.workspace.expressions;

/** Tells in Azure's words why a template expression cannot be parsed or evaluated. */
public final class ExpressionException extends RuntimeException {

    public ExpressionException(String message) {
        super(message);
    }

    public static ExpressionException invalidFunction(String name) {
        return new ExpressionException("The template function '"
                + name
                + "' is not valid. Please see https://aka.ms/arm-functions for usage details.");
    }

    public static ExpressionException notExpectedHere(String name) {
        return new ExpressionException("The template function '"
                + name
                + "' is not expected at this location. Please see https://aka.ms/arm-functions for usage details.");
    }

    public static ExpressionException wrongCount(String name, String wanted, int given) {
        return new ExpressionException("Unable to evaluate template language function '"
                + name
                + "': function requires "
                + wanted
                + " argument(s) while "
                + given
                + " were provided. Please see https://aka.ms/arm-functions for usage details.");
    }

    public static ExpressionException evaluating(String name, String why) {
        return new ExpressionException("Unable to evaluate template language function '"
                + name
                + "': "
                + why
                + " Please see https://aka.ms/arm-functions for usage details.");
    }

    static ExpressionException unreadable(String expression, int at, String why) {
        return new ExpressionException(
                "Unable to parse language expression '" + expression + "': " + why + " at position '" + at + "'.");
    }
}
