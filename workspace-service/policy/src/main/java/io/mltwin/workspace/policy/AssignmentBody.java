package io.mltwin.workspace.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Microsoft.Authorization/policyAssignments on the wire. */
record AssignmentBody(Properties properties, String id, String type, String name, String location, JsonNode identity) {

    static final String TYPE = "Microsoft.Authorization/policyAssignments";

    record Properties(
            String displayName,
            String policyDefinitionId,
            String scope,
            List<String> notScopes,
            JsonNode parameters,
            String description,
            JsonNode metadata,
            String enforcementMode,
            List<Message> nonComplianceMessages,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) JsonNode resourceSelectors,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) JsonNode overrides) {}

    record Message(String message, String policyDefinitionReferenceId) {}
}
