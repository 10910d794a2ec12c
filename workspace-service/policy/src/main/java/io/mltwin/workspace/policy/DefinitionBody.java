package io.mltwin.workspace.policy;

import com.fasterxml.jackson.databind.JsonNode;

/** The wire form of Microsoft.Authorization/policyDefinitions. */
record DefinitionBody(Properties properties, String id, String type, String name) {

    static final String TYPE = "Microsoft.Authorization/policyDefinitions";

    record Properties(
            String displayName,
            String policyType,
            String mode,
            String description,
            JsonNode metadata,
            String version,
            JsonNode parameters,
            JsonNode policyRule) {}
}
