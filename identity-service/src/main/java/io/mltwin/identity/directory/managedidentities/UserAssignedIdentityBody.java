package io.mltwin.identity.directory.managedidentities;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** A user-assigned identity as Azure Resource Manager shows it, without what each tracked resource has. */
@JsonIgnoreProperties(ignoreUnknown = true)
record UserAssignedIdentityBody(Properties properties) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Properties(String tenantId, String principalId, String clientId) {}
}
