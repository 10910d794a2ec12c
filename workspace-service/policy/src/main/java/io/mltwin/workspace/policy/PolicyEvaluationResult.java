package io.mltwin.workspace.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.workspace.policy.rules.Effect;
import io.mltwin.workspace.policy.rules.EvaluatedExpression;
import java.util.List;

/**
 * The result of one assignment for one resource.
 *
 * @param enforced false for an assignment that only watches ({@code DoNotEnforce})
 * @param message the assigner's message for those who are refused, or null
 * @param set the set that is assigned and which of its policies this is; null for a definition
 */
public record PolicyEvaluationResult(
        Assignment assignment,
        Definition definition,
        Effect effect,
        boolean compliant,
        boolean enforced,
        String message,
        List<EvaluatedExpression> expressions,
        PolicySetMember set) {

    /** The assignment, as refusals, events and compliance states name it. */
    public record Assignment(
            String id, String name, String displayName, String scope, JsonNode parameters) {}

    /** The definition, as refusals, events and compliance states name it. */
    public record Definition(
            String id, String name, String displayName, String category, String version) {}

    /** The set, as refusals, events and compliance states name it. */
    public record PolicySetMember(
            String id,
            String name,
            String displayName,
            String category,
            JsonNode parameters,
            String referenceId) {}

    boolean denies() {
        return !compliant && enforced && effect == Effect.DENY;
    }

    boolean audits() {
        return !compliant && enforced && effect == Effect.AUDIT;
    }
}
