package io.mltwin.workspace.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.workspace.policy.rules.Effect;
import io.mltwin.workspace.policy.rules.ExistenceRule;
import java.util.List;
import java.util.Map;

/**
 * The results of all assignments for one resource; disabled assignments have none.
 *
 * @param awaited what is known once the existence of other resources is
 */
public record PolicyEvaluation(List<PolicyEvaluationResult> results, List<Awaited> awaited) {

    /**
     * A result that depends on another resource.
     *
     * @param parameters values by name in lower case
     */
    record Awaited(PolicyEvaluationResult result, ExistenceRule rule, Map<String, JsonNode> parameters) {}

    public boolean isEmpty() {
        return results.isEmpty() && awaited.isEmpty();
    }

    /** Returns the results that forbid the request. */
    public List<PolicyEvaluationResult> denials() {
        return results.stream().filter(result -> result.shows(Effect.DENY)).toList();
    }

    /** Returns the results that permit the request and record it. */
    public List<PolicyEvaluationResult> audits() {
        return results.stream().filter(result -> result.shows(Effect.AUDIT)).toList();
    }

    /** Returns the results of missing resources, which are recorded after the request. */
    public List<PolicyEvaluationResult> existenceAudits() {
        return results.stream()
                .filter(result -> result.shows(Effect.AUDIT_IF_NOT_EXISTS))
                .toList();
    }
}
