package io.mltwin.workspace.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.workspace.groups.ResourceGroups;
import io.mltwin.workspace.groups.ResourceGroups.ResourceGroup;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.policy.PolicyEvaluation.Awaited;
import io.mltwin.workspace.policy.rules.Effect;
import io.mltwin.workspace.policy.rules.PolicyRule;
import io.mltwin.workspace.policy.rules.PolicySubject;
import jakarta.enterprise.context.ApplicationScoped;
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
    private final SetService sets;
    private final ResourceGroups groups;

    public Policies(
            AssignmentService assignments, DefinitionService definitions, SetService sets, ResourceGroups groups) {
        this.assignments = assignments;
        this.definitions = definitions;
        this.sets = sets;
        this.groups = groups;
    }

    /** True for what policies look at. */
    private static boolean covers(ArmResourceId id) {
        return id.isSubscription() || id.isResourceGroup() || ResourceIndex.tracks(id);
    }

    /** True when an assignment stands at the resource or above it. */
    @Transactional
    public boolean anyFor(ArmResourceId id) {
        return covers(id) && !assignments.above(id).isEmpty();
    }

    /** Returns the resource that a PUT would leave. */
    public PolicySubject afterPut(ArmResourceId id, JsonNode body) {
        return PolicySubject.ofPut(id, body, () -> group(id));
    }

    /** Returns the resource that a PATCH would leave of the one that stands. */
    public PolicySubject afterPatch(ArmResourceId id, JsonNode standing, JsonNode body) {
        return PolicySubject.ofPatch(id, standing, body, () -> group(id));
    }

    /** A resource as it stands. */
    public PolicySubject standing(ArmResourceId id, JsonNode resource) {
        return afterPut(id, resource);
    }

    /** Results that depend on other resources are left to {@link ExistenceEvaluator}. */
    @Transactional
    public PolicyEvaluation judge(PolicySubject subject) {
        List<PolicyEvaluationResult> results = new ArrayList<>();
        List<Awaited> awaited = new ArrayList<>();
        for (PolicyAssignment assignment : assignments.above(subject.id())) {
            if (!assignment.leavesOut(subject.id())) {
                for (AssignedPolicy policy : policies(assignment)) {
                    PolicyEvaluationResult result = judge(policy, subject);
                    if (result != null && result.isAwaited()) {
                        awaited.add(policy.awaiting(result));
                    } else if (result != null) {
                        results.add(result);
                    }
                }
            }
        }
        return new PolicyEvaluation(List.copyOf(results), List.copyOf(awaited));
    }

    /** A definition that is assigned, by itself or in a set, with what its parameters come to. */
    private record AssignedPolicy(
            PolicyAssignment assignment,
            PolicyDefinition definition,
            JsonNode parameters,
            PolicyEvaluationResult.PolicySetMember set) {

        Awaited awaiting(PolicyEvaluationResult result) {
            return new Awaited(result, definition.rule().existence(), definition.values(parameters));
        }
    }

    private List<AssignedPolicy> policies(PolicyAssignment assignment) {
        String id = assignment.properties().policyDefinitionId();
        String subscriptionId = assignment.id().subscriptionId();
        JsonNode given = assignment.properties().parameters();
        if (!SetService.isSet(id)) {
            return List.of(new AssignedPolicy(assignment, definitions.named(id, subscriptionId), given, null));
        }
        PolicySet set = sets.named(id, subscriptionId);
        return set.members().stream()
                .map(member -> new AssignedPolicy(
                        assignment,
                        member.definition(),
                        set.parametersOf(member, given),
                        new PolicyEvaluationResult.PolicySetMember(
                                set.id(), set.name(), set.displayName(), set.category(), given, member.referenceId())))
                .toList();
    }

    /** Null when the policy is not about such a resource, or is disabled. */
    private PolicyEvaluationResult judge(AssignedPolicy policy, PolicySubject subject) {
        PolicyAssignment assignment = policy.assignment();
        PolicyDefinition definition = policy.definition();
        if (definition.indexed() && !subject.isIndexed()) {
            return null;
        }
        Map<String, JsonNode> values = definition.values(policy.parameters());
        Effect effect = definition.rule().effect(values);
        if (effect == Effect.DISABLED || !definition.rule().isAbout(subject, values)) {
            return null;
        }
        PolicyRule.Outcome outcome = definition.rule().judge(subject, values);
        return new PolicyEvaluationResult(
                new PolicyEvaluationResult.Assignment(
                        assignment.id().toString(),
                        assignment.id().name(),
                        assignment.displayName(),
                        assignment.scope().toString(),
                        assignment.properties().parameters()),
                new PolicyEvaluationResult.Definition(
                        definition.id(),
                        definition.name(),
                        definition.displayName(),
                        definition.category(),
                        definition.properties().version()),
                effect,
                !outcome.described(),
                assignment.isEnforced(),
                assignment.message(policy.set() == null ? null : policy.set().referenceId()),
                outcome.expressions(),
                policy.set());
    }

    private JsonNode group(ArmResourceId id) {
        if (id.resourceGroup() == null) {
            return null;
        }
        ArmResourceId wanted = ArmResourceId.subscription(id.subscriptionId()).resourceGroup(id.resourceGroup());
        return groups.find(wanted).map(this::json).orElse(null);
    }

    private JsonNode json(ResourceGroup group) {
        return Json.object()
                .put("id", group.id().toString())
                .put("name", group.id().name())
                .put("location", group.location())
                .set("tags", group.tags());
    }
}
