package io.mltwin.workspace.policyinsights;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.mltwin.workspace.policy.rules.EvaluatedExpression;
import java.time.Instant;
import java.util.List;

/** A policy state on the wire (Microsoft.PolicyInsights, API 2019-10-01). */
record StateBody(
        @JsonProperty("@odata.id") String odataId,
        @JsonProperty("@odata.context") String odataContext,
        Instant timestamp,
        String resourceId,
        String policyAssignmentId,
        String policyDefinitionId,
        String effectiveParameters,
        Boolean isCompliant,
        String complianceState,
        String subscriptionId,
        String resourceType,
        String resourceLocation,
        String resourceGroup,
        String resourceTags,
        String policyAssignmentName,
        String policyAssignmentOwner,
        String policyAssignmentParameters,
        String policyAssignmentScope,
        String policyDefinitionName,
        String policyDefinitionAction,
        String policyDefinitionCategory,
        String policyDefinitionVersion,
        String policySetDefinitionId,
        String policySetDefinitionName,
        String policySetDefinitionOwner,
        String policySetDefinitionCategory,
        String policySetDefinitionParameters,
        String policyDefinitionReferenceId,
        String managementGroupIds,
        Details policyEvaluationDetails) {

    record Details(List<EvaluatedExpression> evaluatedExpressions) {}

    /** One page. */
    record Page(
            @JsonProperty("@odata.context") String odataContext,
            @JsonProperty("@odata.count") int odataCount,
            @JsonProperty("@odata.nextLink") String odataNextLink,
            List<StateBody> value) {}
}
