package io.mltwin.workspace.network.securitygroups;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** {@code NetworkSecurityGroup} on the wire (API 2021-08-01), without what each tracked resource has. */
record SecurityGroupBody(Properties properties) {

    record Properties(
            String provisioningState,
            String resourceGuid,
            Boolean flushConnection,
            List<SecurityRuleBody> securityRules,
            List<SecurityRuleBody> defaultSecurityRules,
            List<Reference> subnets,
            JsonNode networkInterfaces) {}

    /** A resource that is named by its id. */
    record Reference(String id) {}
}
