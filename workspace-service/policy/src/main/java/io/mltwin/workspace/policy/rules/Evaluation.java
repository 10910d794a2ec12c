package io.mltwin.workspace.policy.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mltwin.armweb.EvaluationBudget;
import io.mltwin.armweb.TextCase;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.expressions.Expression;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The evaluation of one rule for one resource: parameters, functions, and comparisons so far. */
final class Evaluation implements Expression.Context {

    private static final long MOST = 8 << 20;

    private final EvaluationBudget budget;
    private final PolicySubject subject;
    private final Map<String, JsonNode> parameters;
    private final Map<String, Integer> elements = new HashMap<>();
    private final List<EvaluatedExpression> expressions = new ArrayList<>();

    private Evaluation(PolicySubject subject, Map<String, JsonNode> parameters, EvaluationBudget budget) {
        this.subject = subject;
        this.parameters = parameters;
        this.budget = budget;
    }

    /**
     * Evaluates a part of a rule, within a budget.
     *
     * @param parameters values by name in lower case
     * @throws io.mltwin.armweb.AzureException 400 when it takes more than there is
     */
    static <T> T of(PolicySubject subject, Map<String, JsonNode> parameters, Function<Evaluation, T> part) {
        try (EvaluationBudget budget = new EvaluationBudget(MOST, Duration.ofSeconds(5), PolicyErrors::exhausted)) {
            return part.apply(new Evaluation(subject, parameters, budget));
        }
    }

    /** Counts a comparison of texts and lists, and returns what is compared. */
    JsonNode charged(JsonNode value, JsonNode with) {
        budget.charge(EvaluationBudget.STEP
                + (value.asText().length() + 1L + value.size()) * (1L + with.size())
                + with.asText().length());
        return value;
    }

    PolicySubject subject() {
        return subject;
    }

    @Override
    public JsonNode call(Expression.Call call) {
        JsonNode value = budget.nested(() -> value(call));
        budget.charge(2L * value.asText().length());
        return value;
    }

    private JsonNode value(Expression.Call call) {
        return switch (AsciiCase.lower(call.name())) {
            case "parameters" -> orMissing(parameters.get(AsciiCase.lower(argument(call))));
            case "field" -> {
                Fields.Values values = Fields.of(argument(call), this);
                yield values == null ? MissingNode.getInstance() : values.single();
            }
            case "concat" ->
                TextNode.valueOf(call.arguments().stream()
                        .map(argument -> argument.value(this).asText())
                        .collect(Collectors.joining()));
            case "tolower" -> TextNode.valueOf(TextCase.lower(argument(call)));
            case "toupper" -> TextNode.valueOf(TextCase.upper(argument(call)));
            case "resourcegroup" -> orMissing(subject.group().get());
            case "subscription" -> subscription();
            default -> throw new IllegalStateException("no function " + call.name());
        };
    }

    @Override
    public JsonNode member(JsonNode target, JsonNode key, boolean safe) {
        return key.isInt() ? target.path(key.intValue()) : target.path(key.asText());
    }

    private String argument(Expression.Call call) {
        return call.arguments().get(0).value(this).asText();
    }

    private JsonNode subscription() {
        String id = subject.id().subscriptionId();
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", "/subscriptions/" + id)
                .put("subscriptionId", id);
    }

    private static JsonNode orMissing(JsonNode node) {
        return node == null ? MissingNode.getInstance() : node;
    }

    /** Returns the element of an array that a count is at, or null. */
    Integer element(String arrayAlias) {
        return elements.get(arrayAlias);
    }

    void enter(String arrayAlias, int element) {
        elements.put(arrayAlias, element);
    }

    void leave(String arrayAlias) {
        elements.remove(arrayAlias);
    }

    /** Adds a comparison; inside a count only the count itself is shown. */
    void compared(EvaluatedExpression expression) {
        if (elements.isEmpty()) {
            expressions.add(expression);
        }
    }

    List<EvaluatedExpression> expressions() {
        return List.copyOf(expressions);
    }
}
