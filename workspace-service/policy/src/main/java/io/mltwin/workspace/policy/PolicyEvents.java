package io.mltwin.workspace.policy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.policy.rules.PolicySubject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an event of category Policy says in its properties: which policies, and nothing of values.
 */
public final class PolicyEvents {

    private PolicyEvents() {}

    public static Map<String, String> properties(
            PolicySubject subject, List<Verdict> verdicts, ObjectMapper json) {
        ArrayNode policies = json.createArrayNode();
        for (Verdict verdict : verdicts) {
            ObjectNode policy = policies.addObject();
            policy.put("policyDefinitionId", verdict.definition().id());
            policy.put("policyDefinitionName", verdict.definition().name());
            policy.put("policyDefinitionDisplayName", verdict.definition().displayName());
            policy.put("policyDefinitionEffect", verdict.effect().text());
            if (verdict.set() != null) {
                policy.put("policySetDefinitionId", verdict.set().id());
                policy.put("policySetDefinitionName", verdict.set().name());
                policy.put("policySetDefinitionDisplayName", verdict.set().displayName());
                policy.put("policyDefinitionReferenceId", verdict.set().referenceId());
            }
            policy.put("policyAssignmentId", verdict.assignment().id());
            policy.put("policyAssignmentName", verdict.assignment().name());
            policy.put("policyAssignmentDisplayName", verdict.assignment().displayName());
            policy.put("policyAssignmentScope", verdict.assignment().scope());
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
