package io.mltwin.console.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** Whether a resource complies with a policy, as Microsoft.PolicyInsights shows it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PolicyState(
        String timestamp,
        String resourceId,
        String complianceState,
        String policyAssignmentName,
        String policyDefinitionName) {

    /** Returns whether the resource breaks the policy. */
    public boolean isBroken() {
        return "NonCompliant".equals(complianceState);
    }
}
