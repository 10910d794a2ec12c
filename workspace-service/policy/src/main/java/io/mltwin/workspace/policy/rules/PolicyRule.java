package io.mltwin.workspace.policy.rules;

import static io.mltwin.workspace.policy.rules.PolicyErrors.invalidRule;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.workspace.expressions.Expression;
import java.util.List;
import java.util.Map;

/** A policy definition's rule: a condition, and the effect when it holds. */
public final class PolicyRule {

    private final String definition;
    private final Condition condition;
    private final Expression effect;
    private final ExistenceRule existence;

    /**
     * @param existence null without details
     */
    PolicyRule(String definition, Condition condition, Expression effect, ExistenceRule existence) {
        this.definition = definition;
        this.condition = condition;
        this.effect = effect;
        this.existence = existence;
    }

    /** Returns what must exist where the effect is auditIfNotExists. */
    public ExistenceRule existence() {
        return existence;
    }

    /**
     * The result of a rule for a resource.
     *
     * @param described true when the condition holds: the resource does not comply
     */
    public record Outcome(boolean described, List<EvaluatedExpression> expressions) {}

    /**
     * Returns the effect with these parameters.
     *
     * @throws io.mltwin.armweb.AzureException 400 for auditIfNotExists without details
     */
    public Effect effect(Map<String, JsonNode> parameters) {
        Effect known = Effect.of(Evaluation.of(null, parameters, effect::value).asText(), definition);
        if (known == Effect.AUDIT_IF_NOT_EXISTS && existence == null) {
            throw invalidRule(definition, "auditIfNotExists needs 'then.details' with a 'type'.");
        }
        return known;
    }

    /** False when type, name and kind say that the policy is not about such a resource. */
    public boolean isAbout(PolicySubject subject, Map<String, JsonNode> parameters) {
        return Evaluation.of(subject, parameters, condition::applies);
    }

    /**
     * Judges a resource.
     *
     * @param parameters values by name in lower case
     */
    public Outcome judge(PolicySubject subject, Map<String, JsonNode> parameters) {
        return Evaluation.of(
                subject, parameters, evaluation -> new Outcome(condition.holds(evaluation), evaluation.expressions()));
    }
}
