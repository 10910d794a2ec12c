package io.mltwin.workspace.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.workspace.policy.rules.PolicySubject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes the properties of an event of category Policy: which policies, and nothing of values.
 */
public final class PolicyEvents {

    private PolicyEvents() {}

    public static Map<String, String> properties(PolicySubject subject, List<PolicyEvaluationResult> results) {
        ArrayNode policies = Json.array();
        for (PolicyEvaluationResult result : results) {
            ObjectNode policy = policies.addObject();
            policy.put("policyDefinitionId", result.definition().id());
            policy.put("policyDefinitionName", result.definition().name());
            policy.put("policyDefinitionDisplayName", result.definition().displayName());
            policy.put("policyDefinitionEffect", result.effect().text());
            if (result.set() != null) {
                policy.put("policySetDefinitionId", result.set().id());
                policy.put("policySetDefinitionName", result.set().name());
                policy.put("policySetDefinitionDisplayName", result.set().displayName());
                policy.put("policyDefinitionReferenceId", result.set().referenceId());
            }
            policy.put("policyAssignmentId", result.assignment().id());
            policy.put("policyAssignmentName", result.assignment().name());
            policy.put("policyAssignmentDisplayName", result.assignment().displayName());
            policy.put("policyAssignmentScope", result.assignment().scope());
        }
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("isComplianceCheck", "False");
        properties.put("resourceLocation", subject.resource().path("location").asText(""));
        properties.put("ancestors", ancestors(subject.id()));
        properties.put("policies", policies.toString());
        return properties;
    }

    private static String ancestors(ArmResourceId id) {
        return id.withAncestors().stream()
                .skip(1)
                .filter(scope -> !scope.isRoot())
                .map(ArmResourceId::name)
                .collect(Collectors.joining(","));
    }
}
