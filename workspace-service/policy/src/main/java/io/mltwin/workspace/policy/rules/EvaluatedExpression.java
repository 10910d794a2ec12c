package io.mltwin.workspace.policy.rules;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One comparison that a rule made, as Azure shows it in refusals and compliance details.
 *
 * @param result {@code True} or {@code False}
 * @param expressionKind {@code Field}, {@code Value} or {@code Count}
 */
public record EvaluatedExpression(
        String result,
        String expressionKind,
        String expression,
        String path,
        JsonNode expressionValue,
        JsonNode targetValue,
        String operator) {}
