package io.mltwin.workspace.policy.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AsciiCase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One rule looking at one resource: parameters, and what was compared so far. */
final class Evaluation {

    private final PolicySubject subject;
    private final Map<String, JsonNode> parameters;
    private final Map<String, Integer> elements = new HashMap<>();
    private final List<EvaluatedExpression> expressions = new ArrayList<>();

    /**
     * @param parameters values by name in lower case
     */
    Evaluation(PolicySubject subject, Map<String, JsonNode> parameters) {
        this.subject = subject;
        this.parameters = parameters;
    }

    PolicySubject subject() {
        return subject;
    }

    /** The parameter's value, or null. */
    JsonNode parameter(String name) {
        return parameters.get(AsciiCase.lower(name));
    }

    /** The element of an array that a count is at, or null. */
    Integer element(String arrayAlias) {
        return elements.get(arrayAlias);
    }

    void enter(String arrayAlias, int element) {
        elements.put(arrayAlias, element);
    }

    void leave(String arrayAlias) {
        elements.remove(arrayAlias);
    }

    /** Inside a count only the count itself is shown. */
    void compared(EvaluatedExpression expression) {
        if (elements.isEmpty()) {
            expressions.add(expression);
        }
    }

    List<EvaluatedExpression> expressions() {
        return List.copyOf(expressions);
    }
}
