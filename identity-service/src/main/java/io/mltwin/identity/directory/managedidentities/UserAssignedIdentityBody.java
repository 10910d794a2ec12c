package io.mltwin.identity.directory.managedidentities;

/** A user-assigned identity as Azure Resource Manager shows it, without what each tracked resource has. */
record UserAssignedIdentityBody(Properties properties) {

    record Properties(String tenantId, String principalId, String clientId) {}
}
