package io.mltwin.workspace.deployments.expressions;

/** An expression of a template that cannot be read or evaluated, in Azure's words. */
public final class ExpressionFault extends RuntimeException {

    public ExpressionFault(String message) {
        super(message);
    }

    static ExpressionFault invalidFunction(String name) {
        return new ExpressionFault(
                "The template function '"
                        + name
                        + "' is not valid. Please see https://aka.ms/arm-functions for usage details.");
    }

    static ExpressionFault notExpectedHere(String name) {
        return new ExpressionFault(
                "The template function '"
                        + name
                        + "' is not expected at this location. Please see https://aka.ms/arm-functions for usage details.");
    }

    static ExpressionFault wrongCount(String name, String wanted, int given) {
        return new ExpressionFault(
                "Unable to evaluate template language function '"
                        + name
                        + "': function requires "
                        + wanted
                        + " argument(s) while "
                        + given
                        + " were provided. Please see https://aka.ms/arm-functions for usage details.");
    }

    static ExpressionFault evaluating(String name, String why) {
        return new ExpressionFault(
                "Unable to evaluate template language function '"
                        + name
                        + "': "
                        + why
                        + " Please see https://aka.ms/arm-functions for usage details.");
    }

    static ExpressionFault unreadable(String expression, int at, String why) {
        return new ExpressionFault(
                "Unable to parse language expression '"
                        + expression
                        + "': "
                        + why
                        + " at position '"
                        + at
                        + "'.");
    }
}
