package io.mltwin.workspace.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.activity.Activity;
import io.mltwin.workspace.activity.ActivityLog;
import io.mltwin.workspace.policy.Judgement;
import io.mltwin.workspace.policy.Policies;
import io.mltwin.workspace.policy.PolicyEvents;
import io.mltwin.workspace.policy.PolicyRefusal;
import io.mltwin.workspace.policy.Verdict;
import io.mltwin.workspace.policy.rules.PolicySubject;
import io.mltwin.workspace.tags.Tags;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Azure Policy judges the resource that a PUT or PATCH would leave, before its provider is asked:
 * deny is a 403 {@code RequestDisallowedByPolicy}, audit a warning in the activity log.
 */
@Singleton
class PolicyStage implements ArmStage {

    private final Policies policies;
    private final ProviderReads reads;
    private final Tags tags;
    private final ActivityLog activityLog;
    private final ObjectMapper json;

    PolicyStage(
            Policies policies,
            ProviderReads reads,
            Tags tags,
            ActivityLog activityLog,
            ObjectMapper json) {
        this.policies = policies;
        this.reads = reads;
        this.tags = tags;
        this.activityLog = activityLog;
        this.json = json;
    }

    @Override
    public void apply(ArmExchange exchange) {
        ArmCall call = exchange.call;
        PolicySubject subject = subject(call);
        if (subject == null) {
            return;
        }
        exchange.subject = subject;
        Judgement judgement = policies.judge(subject);
        List<Verdict> denials = judgement.denials();
        if (!denials.isEmpty()) {
            log(exchange, "deny", denials);
            throw PolicyRefusal.of(subject.id(), denials, json);
        }
        if (!judgement.audits().isEmpty()) {
            log(exchange, "audit", judgement.audits());
        }
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
        JsonNode standing = reads.read(call.id());
        return standing == null ? null : policies.afterPatch(call.id(), standing, call.body());
    }

    /** Tags are a resource's own, by whichever door they come. */
    private PolicySubject retagged(ArmCall call) {
        ArmResourceId scope = call.id().providerScope();
        if (!policies.anyFor(scope)) {
            return null;
        }
        JsonNode standing = reads.read(scope);
        return standing == null
                ? null
                : policies.afterPatch(
                        scope,
                        standing,
                        json.createObjectNode().set("tags", json.valueToTree(tags.after(call))));
    }

    private void log(ArmExchange exchange, String effect, List<Verdict> verdicts) {
        Activity activity = Activity.of(exchange.activityId(), exchange.call);
        QuarkusTransaction.requiringNew()
                .run(
                        () ->
                                activityLog.policy(
                                        activity,
                                        effect,
                                        PolicyEvents.properties(exchange.subject, verdicts, json)));
    }
}
