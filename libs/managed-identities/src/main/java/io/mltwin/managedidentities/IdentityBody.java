package io.mltwin.managedidentities;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code identity} of a resource in answers. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IdentityBody(
        String type, String principalId, String tenantId, Map<String, UserAssigned> userAssignedIdentities) {

    /** A user-assigned one. */
    public record UserAssigned(String principalId, String clientId) {}

    /** Null for a resource that never had one. */
    public static IdentityBody of(String armId, List<HostedIdentity> identities) {
        if (identities.isEmpty()) {
            return null;
        }
        HostedIdentity own =
                identities.stream().filter(one -> one.isOf(armId)).findFirst().orElse(null);
        Map<String, UserAssigned> others = new TreeMap<>();
        identities.stream()
                .filter(one -> one != own)
                .forEach(one -> others.put(one.resourceId(), new UserAssigned(one.objectId(), one.clientId())));
        String type =
                own == null ? "UserAssigned" : others.isEmpty() ? "SystemAssigned" : "SystemAssigned, UserAssigned";
        return new IdentityBody(
                type,
                own == null ? null : own.objectId(),
                own == null ? null : own.tenantId(),
                others.isEmpty() ? null : others);
    }
}
