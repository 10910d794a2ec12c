package io.mltwin.workspace.policyinsights;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** A summary of compliance on the wire. */
record SummaryBody(
        @JsonProperty("@odata.context") String odataContext,
        @JsonProperty("@odata.count") int odataCount,
        List<Summary> value) {

    record Summary(
            @JsonProperty("@odata.id") String odataId,
            @JsonProperty("@odata.context") String odataContext,
            Results results,
            List<AssignmentSummary> policyAssignments) {}

    record Results(
            String queryResultsUri,
            long nonCompliantResources,
            long nonCompliantPolicies,
            List<Count> resourceDetails,
            List<Count> policyDetails,
            List<Count> policyGroupDetails) {}

    record Count(String complianceState, long count) {}

    record AssignmentSummary(
            String policyAssignmentId,
            String policySetDefinitionId,
            Results results,
            List<DefinitionSummary> policyDefinitions) {}

    record DefinitionSummary(
            String policyDefinitionId, String policyDefinitionReferenceId, String effect, Results results) {}
}
