package io.mltwin.console.creation;

import static io.mltwin.encoding.Absence.isEmpty;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.armweb.AzureException;
import java.util.List;

/**
 * A policy that has denied a request, from the additional information of {@code
 * RequestDisallowedByPolicy}.
 *
 * @param assignmentId ARM id of the assignment
 */
public record DenyingPolicy(String definition, String assignment, String assignmentId) {

    record Body(Error error) {}

    record Error(List<Info> additionalInfo) {}

    record Info(String type, Violation info) {}

    record Violation(
            String policyDefinitionDisplayName,
            String policyDefinitionName,
            String policyAssignmentDisplayName,
            String policyAssignmentName,
            String policyAssignmentId) {}

    /** Returns the policies that an answer names; none when it was refused for another reason. */
    static List<DenyingPolicy> of(ServiceAnswer answer) {
        Body body;
        try {
            body = answer.as(Body.class);
        } catch (AzureException noError) {
            return List.of();
        }
        if (body == null || body.error() == null || body.error().additionalInfo() == null) {
            return List.of();
        }
        return body.error().additionalInfo().stream()
                .filter(info -> "PolicyViolation".equals(info.type()) && info.info() != null)
                .map(Info::info)
                .map(one -> new DenyingPolicy(
                        first(one.policyDefinitionDisplayName(), one.policyDefinitionName()),
                        first(one.policyAssignmentDisplayName(), one.policyAssignmentName()),
                        one.policyAssignmentId()))
                .toList();
    }

    private static String first(String shown, String name) {
        return isEmpty(shown) ? name : shown;
    }
}
