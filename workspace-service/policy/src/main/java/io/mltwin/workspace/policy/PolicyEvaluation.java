package io.mltwin.workspace.policy;

import java.util.List;

/** The results of all assignments for one resource; disabled assignments have none. */
public record PolicyEvaluation(List<PolicyEvaluationResult> results) {

    public boolean isEmpty() {
        return results.isEmpty();
    }

    /** Returns the results that forbid the request. */
    public List<PolicyEvaluationResult> denials() {
        return results.stream().filter(PolicyEvaluationResult::denies).toList();
    }

    /** Returns the results that permit the request and record it. */
    public List<PolicyEvaluationResult> audits() {
        return results.stream().filter(PolicyEvaluationResult::audits).toList();
    }
}
