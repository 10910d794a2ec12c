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
    public record Assignment(String id, String name, String displayName, String scope, JsonNode parameters) {}

    /** The definition, as refusals, events and compliance states name it. */
    public record Definition(String id, String name, String displayName, String category, String version) {}

    /** The set, as refusals, events and compliance states name it. */
    public record PolicySetMember(
            String id, String name, String displayName, String category, JsonNode parameters, String referenceId) {}

    /** Returns whether the effect is had: the resource does not comply, and it is enforced. */
    boolean shows(Effect wanted) {
        return !compliant && enforced && effect == wanted;
    }

    /** Returns whether the existence of another resource decides. */
    boolean isAwaited() {
        return !compliant && effect == Effect.AUDIT_IF_NOT_EXISTS;
    }

    PolicyEvaluationResult complying(boolean complies) {
        return new PolicyEvaluationResult(
                assignment, definition, effect, complies, enforced, message, expressions, set);
    }
}
