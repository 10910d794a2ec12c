package io.mltwin.workspace.policy;

import static io.mltwin.armweb.AzureException.forbidden;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** 403 {@code RequestDisallowedByPolicy} with Azure's {@code additionalInfo} for each policy. */
public final class PolicyRefusal {

    private PolicyRefusal() {}

    public static AzureException of(ArmResourceId id, List<PolicyEvaluationResult> denials) {
        ArrayNode identifiers = Json.array();
        ArrayNode info = Json.array();
        for (PolicyEvaluationResult denial : denials) {
            ObjectNode named = identifiers.addObject();
            named.putObject("policyAssignment")
                    .put("name", denial.assignment().displayName())
                    .put("id", denial.assignment().id());
            named.putObject("policyDefinition")
                    .put("name", denial.definition().displayName())
                    .put("id", denial.definition().id());
            if (denial.set() != null) {
                named.putObject("policySetDefinition")
                        .put("name", denial.set().displayName())
                        .put("id", denial.set().id());
            }
            info.add(violation(denial));
        }
        String reasons = denials.stream()
                .map(PolicyEvaluationResult::message)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("; "));
        String message = "Resource '"
                + id.name()
                + "' was disallowed by policy. "
                + (reasons.isEmpty() ? "" : "Reasons: '" + reasons + "'. ")
                + "Policy identifiers: '"
                + identifiers
                + "'.";
        return forbidden("RequestDisallowedByPolicy", message)
                .withTarget(id.name())
                .withAdditionalInfo(info);
    }

    private static ObjectNode violation(PolicyEvaluationResult denial) {
        ObjectNode entry = Json.object().put("type", "PolicyViolation");
        ObjectNode info = entry.putObject("info");
        info.put("policyDefinitionDisplayName", denial.definition().displayName());
        info.putObject("evaluationDetails").set("evaluatedExpressions", Json.tree(denial.expressions()));
        info.put("policyDefinitionId", denial.definition().id());
        info.put("policyDefinitionName", denial.definition().name());
        info.put("policyDefinitionEffect", denial.effect().text());
        if (denial.set() != null) {
            info.put("policySetDefinitionId", denial.set().id());
            info.put("policySetDefinitionName", denial.set().name());
            info.put("policySetDefinitionDisplayName", denial.set().displayName());
            info.put("policySetDefinitionCategory", denial.set().category());
            info.put("policyDefinitionReferenceId", denial.set().referenceId());
        }
        info.put("policyAssignmentId", denial.assignment().id());
        info.put("policyAssignmentName", denial.assignment().name());
        info.put("policyAssignmentDisplayName", denial.assignment().displayName());
        info.put("policyAssignmentScope", denial.assignment().scope());
        info.set("policyAssignmentParameters", denial.assignment().parameters());
        return entry;
    }
}
