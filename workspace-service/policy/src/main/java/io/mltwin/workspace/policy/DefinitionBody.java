package io.mltwin.workspace.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;

/** The wire form of Microsoft.Authorization/policyDefinitions. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
record DefinitionBody(Properties properties, String id, String type, String name) {

    static final String TYPE = "Microsoft.Authorization/policyDefinitions";

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
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
