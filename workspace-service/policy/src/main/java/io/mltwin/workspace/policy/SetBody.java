package io.mltwin.workspace.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Microsoft.Authorization/policySetDefinitions on the wire (API 2019-09-01 to 2023-04-01). */
record SetBody(Properties properties, String id, String type, String name) {

    static final String TYPE = "Microsoft.Authorization/policySetDefinitions";

    record Properties(
            String displayName,
            String policyType,
            String description,
            JsonNode metadata,
            String version,
            JsonNode parameters,
            List<Member> policyDefinitions,
            JsonNode policyDefinitionGroups) {}

    /** One of its policies. */
    record Member(
            String policyDefinitionReferenceId,
            String policyDefinitionId,
            JsonNode parameters,
            List<String> groupNames) {}
}
