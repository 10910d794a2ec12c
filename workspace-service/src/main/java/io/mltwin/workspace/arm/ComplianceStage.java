package io.mltwin.workspace.arm;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.workspace.policy.Policies;
import io.mltwin.workspace.policy.rules.PolicySubject;
import io.mltwin.workspace.policyinsights.ComplianceStates;
import jakarta.inject.Singleton;

/**
 * Notes after a write which policies the resource complies with, as its provider shows it now: what
 * was only audited, or not enforced, is flagged.
 */
@Singleton
class ComplianceStage implements ArmStage {

    private final Policies policies;
    private final ComplianceStates states;

    ComplianceStage(Policies policies, ComplianceStates states) {
        this.policies = policies;
        this.states = states;
    }

    @Override
    public void apply(ArmExchange exchange) {
        if (exchange.subject == null) {
            return;
        }
        ArmCall call = exchange.call;
        JsonNode made = isItself(exchange) ? exchange.answer.body() : null;
        PolicySubject subject =
                made != null && made.path("id").isTextual()
                        ? policies.standing(call.id(), made)
                        : exchange.subject;
        states.record(subject, policies.judge(subject));
    }

    /** False where the answer shows the tags alone. */
    private static boolean isItself(ArmExchange exchange) {
        return exchange.subject.id().equals(exchange.call.id());
    }
}
