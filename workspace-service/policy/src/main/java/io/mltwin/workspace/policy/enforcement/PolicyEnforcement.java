package io.mltwin.workspace.policy.enforcement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.activity.Activity;
import io.mltwin.workspace.activity.ActivityLog;
import io.mltwin.workspace.arm.ResourceSource;
import io.mltwin.workspace.arm.WritePolicyEvaluator;
import io.mltwin.workspace.policy.Policies;
import io.mltwin.workspace.policy.PolicyEvaluation;
import io.mltwin.workspace.policy.PolicyEvaluationResult;
import io.mltwin.workspace.policy.PolicyEvents;
import io.mltwin.workspace.policy.PolicyRefusal;
import io.mltwin.workspace.policy.rules.PolicySubject;
import io.mltwin.workspace.policyinsights.ComplianceStates;
import io.mltwin.workspace.tags.Tags;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Applies assigned policies to a write: deny refuses it and audit is a warning, both with an event
 * in the activity log. Compliance is noted after the write.
 */
@Singleton
class PolicyEnforcement implements WritePolicyEvaluator {

    private final Policies policies;
    private final ComplianceStates states;
    private final ResourceSource source;
    private final Tags tags;
    private final ActivityLog activityLog;
    private final ObjectMapper json;

    PolicyEnforcement(
            Policies policies,
            ComplianceStates states,
            ResourceSource source,
            Tags tags,
            ActivityLog activityLog,
            ObjectMapper json) {
        this.policies = policies;
        this.states = states;
        this.source = source;
        this.tags = tags;
        this.activityLog = activityLog;
        this.json = json;
    }

    @Override
    public EvaluatedWrite judge(ArmCall call, String activityId) {
        PolicySubject subject = subject(call);
        if (subject == null) {
            return null;
        }
        PolicyEvaluation evaluation = policies.judge(subject);
        List<PolicyEvaluationResult> denials = evaluation.denials();
        if (!denials.isEmpty()) {
            log(Activity.of(activityId, call), "deny", subject, denials);
            throw PolicyRefusal.of(subject.id(), denials, json);
        }
        if (!evaluation.audits().isEmpty()) {
            log(Activity.of(activityId, call), "audit", subject, evaluation.audits());
        }
        return answer -> recordCompliance(call.id(), subject, answer);
    }

    /** Null for what no policy is about, and for a PATCH of what does not exist. */
    private PolicySubject subject(ArmCall call) {
        if (Tags.isAbout(call) && !call.target().isRead(call.method())) {
            return retagged(call);
        }
        if (!call.isPut() && !call.isPatch() || !policies.anyFor(call.id())) {
            return null;
        }
        if (call.isPut()) {
            return policies.afterPut(call.id(), call.body());
        }
        JsonNode standing = source.read(call.id());
        return standing == null ? null : policies.afterPatch(call.id(), standing, call.body());
    }

    /** Tags are a resource's own, by whichever door they come. */
    private PolicySubject retagged(ArmCall call) {
        ArmResourceId scope = call.id().providerScope();
        if (!policies.anyFor(scope)) {
            return null;
        }
        JsonNode standing = source.read(scope);
        return standing == null
                ? null
                : policies.afterPatch(
                        scope,
                        standing,
                        json.createObjectNode().set("tags", json.valueToTree(tags.after(call))));
    }

    private void log(
            Activity activity,
            String effect,
            PolicySubject subject,
            List<PolicyEvaluationResult> results) {
        QuarkusTransaction.requiringNew()
                .run(
                        () ->
                                activityLog.policy(
                                        activity,
                                        effect,
                                        PolicyEvents.properties(subject, results, json)));
    }

    private void recordCompliance(ArmResourceId called, PolicySubject judged, ArmAnswer answer) {
        // the answer to a change of tags shows the tags alone
        JsonNode made = judged.id().equals(called) ? answer.body() : null;
        PolicySubject subject =
                made != null && made.path("id").isTextual()
                        ? policies.standing(called, made)
                        : judged;
        states.record(subject, policies.judge(subject));
    }
}
