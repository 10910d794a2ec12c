package io.mltwin.armweb;

import java.util.List;

/**
 * The principal that a request is made for, as Azure RBAC and the activity log see it.
 *
 * @param objectId the principal that role assignments name
 * @param applicationId client application, null for none
 * @param userPrincipalName null unless a user
 * @param groups transitive group ids from the token
 */
public record Caller(
        String tenantId, String objectId, String applicationId, String userPrincipalName, List<String> groups) {

    public Caller {
        groups = groups == null ? List.of() : List.copyOf(groups);
    }

    /**
     * Returns how the activity log and error texts name the caller: upn, else application id, else object
     * id.
     */
    public String displayName() {
        if (userPrincipalName != null) {
            return userPrincipalName;
        }
        return applicationId != null ? applicationId : objectId;
    }
}
