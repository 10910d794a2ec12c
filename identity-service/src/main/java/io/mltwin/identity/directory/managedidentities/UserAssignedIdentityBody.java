package io.mltwin.identity.directory.managedidentities;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;

/** A user-assigned identity as Azure Resource Manager shows and takes it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
record UserAssignedIdentityBody(
        String id, String name, String type, String location, JsonNode tags, Properties properties) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Properties(String tenantId, String principalId, String clientId) {}
}
