package io.mltwin.workspace.policy.enforcement;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import io.mltwin.workspace.activity.ActivityLog;
import io.mltwin.workspace.activity.ActivityLog.Activity;
import io.mltwin.workspace.arm.ResourceSource;
import io.mltwin.workspace.arm.WritePolicyEvaluator;
import io.mltwin.workspace.policy.ExistenceEvaluator;
import io.mltwin.workspace.policy.Policies;
import io.mltwin.workspace.policy.PolicyEvaluation;
import io.mltwin.workspace.policy.PolicyEvaluationResult;
import io.mltwin.workspace.policy.PolicyEvents;
import io.mltwin.workspace.policy.PolicyRefusal;
import io.mltwin.workspace.policy.rules.Effect;
import io.mltwin.workspace.policy.rules.PolicySubject;
import io.mltwin.workspace.policyinsights.ComplianceStates;
import io.mltwin.workspace.tags.Tags;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Applies assigned policies to a write: deny refuses it and audit is a warning, both with an event
 * in the activity log. Compliance is noted after the write, and what auditIfNotExists misses is
 * another warning.
 */
@Singleton
record PolicyEnforcement(
        Policies policies,
        ExistenceEvaluator existence,
        ComplianceStates states,
        ResourceSource source,
        Tags tags,
        ActivityLog activityLog)
        implements WritePolicyEvaluator {
    private static final Logger LOG = Logger.getLogger(PolicyEnforcement.class);

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
            throw PolicyRefusal.of(subject.id(), denials);
        }
        if (!evaluation.audits().isEmpty()) {
            log(Activity.of(activityId, call), "audit", subject, evaluation.audits());
        }
        return answer -> recordCompliance(Activity.of(activityId, call), subject, answer);
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
                : policies.afterPatch(scope, standing, Json.object().set("tags", Json.tree(tags.after(call))));
    }

    private void log(Activity activity, String effect, PolicySubject subject, List<PolicyEvaluationResult> results) {
        QuarkusTransaction.requiringNew()
                .run(() -> activityLog.policy(activity, effect, PolicyEvents.properties(subject, results)));
    }

    private void recordCompliance(Activity write, PolicySubject judged, ArmAnswer answer) {
        // the answer to a change of tags shows the tags alone
        JsonNode made = judged.id().equals(write.id()) ? answer.body() : null;
        PolicySubject subject =
                made != null && made.path("id").isTextual() ? policies.standing(write.id(), made) : judged;
        PolicyEvaluation evaluation = settle(subject, policies.judge(subject));
        states.record(subject, evaluation);
        List<PolicyEvaluationResult> missing = evaluation.existenceAudits();
        if (!missing.isEmpty()) {
            log(write, Effect.AUDIT_IF_NOT_EXISTS.azureName(), subject, missing);
        }
    }

    /** The write is done: what a provider cannot say now, the next evaluation will. */
    private PolicyEvaluation settle(PolicySubject subject, PolicyEvaluation evaluation) {
        try {
            return existence.settle(subject, evaluation);
        } catch (AzureException away) {
            LOG.warnf("Policies cannot look beyond %s: %s", subject.id(), away.getMessage());
            return evaluation;
        }
    }
}
