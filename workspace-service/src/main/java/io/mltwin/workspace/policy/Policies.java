package io.mltwin.workspace.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.groups.ResourceGroup;
import io.mltwin.workspace.groups.ResourceGroups;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.index.ScopeRemoved;
import io.mltwin.workspace.policy.rules.Effect;
import io.mltwin.workspace.policy.rules.PolicyRule;
import io.mltwin.workspace.policy.rules.PolicySubject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Azure Policy: judges resources by the assignments at their scope and above (effects.md: disabled,
 * then deny, then audit). Resources of groups, their children and groups themselves are judged;
 * role assignments, locks and policies are not.
 */
@ApplicationScoped
public class Policies {

    private final AssignmentService assignments;
    private final DefinitionService definitions;
    private final ResourceGroups groups;
    private final ObjectMapper json;

    public Policies(
            AssignmentService assignments,
            DefinitionService definitions,
            ResourceGroups groups,
            ObjectMapper json) {
        this.assignments = assignments;
        this.definitions = definitions;
        this.groups = groups;
        this.json = json;
    }

    /** True for what policies look at. */
    public static boolean covers(ArmResourceId id) {
        return id.isResourceGroup() || ResourceIndex.tracks(id);
    }

    /** True when an assignment stands at the resource or above it. */
    @Transactional
    public boolean anyFor(ArmResourceId id) {
        return covers(id) && !assignments.above(id).isEmpty();
    }

    /** What a PUT would leave. */
    public PolicySubject afterPut(ArmResourceId id, JsonNode body) {
        return PolicySubject.ofPut(id, body, () -> group(id));
    }

    /** What a PATCH would leave of what stands. */
    public PolicySubject afterPatch(ArmResourceId id, JsonNode standing, JsonNode body) {
        return PolicySubject.ofPatch(id, standing, body, () -> group(id));
    }

    /** A resource as it stands. */
    public PolicySubject standing(ArmResourceId id, JsonNode resource) {
        return afterPut(id, resource);
    }

    @Transactional
    public Judgement judge(PolicySubject subject) {
        List<Verdict> verdicts = new ArrayList<>();
        for (PolicyAssignment assignment : assignments.above(subject.id())) {
            if (!assignment.leavesOut(subject.id())) {
                Verdict verdict = judge(assignment, subject);
                if (verdict != null) {
                    verdicts.add(verdict);
                }
            }
        }
        return new Judgement(List.copyOf(verdicts));
    }

    /** Null when the policy is not about such a resource, or is disabled. */
    private Verdict judge(PolicyAssignment assignment, PolicySubject subject) {
        PolicyDefinition definition =
                definitions.named(
                        assignment.properties().policyDefinitionId(),
                        assignment.id().subscriptionId());
        if (definition.indexed() && !subject.isIndexed()) {
            return null;
        }
        Map<String, JsonNode> values = definition.values(assignment.properties().parameters());
        Effect effect = definition.rule().effect(values);
        if (effect == Effect.DISABLED || !definition.rule().isAbout(subject, values)) {
            return null;
        }
        PolicyRule.Outcome outcome = definition.rule().judge(subject, values);
        return new Verdict(
                new Verdict.Assignment(
                        assignment.id().toString(),
                        assignment.id().name(),
                        assignment.displayName(),
                        assignment.scope().toString(),
                        assignment.properties().parameters()),
                new Verdict.Definition(
                        definition.id(),
                        definition.name(),
                        definition.displayName(),
                        definition.category(),
                        definition.properties().version()),
                effect,
                !outcome.described(),
                assignment.isEnforced(),
                assignment.message(),
                outcome.expressions());
    }

    private JsonNode group(ArmResourceId id) {
        if (id.resourceGroup() == null) {
            return null;
        }
        ArmResourceId wanted =
                ArmResourceId.subscription(id.subscriptionId()).resourceGroup(id.resourceGroup());
        return groups.ofSubscription(id.subscriptionId()).stream()
                .filter(group -> group.id().equals(wanted))
                .findFirst()
                .map(this::json)
                .orElse(null);
    }

    private JsonNode json(ResourceGroup group) {
        return json.createObjectNode()
                .put("id", group.id().toString())
                .put("name", group.id().name())
                .put("location", group.location())
                .set("tags", group.tags());
    }

    void forget(@Observes ScopeRemoved removed) {
        assignments.forget(removed.scope());
    }
}
