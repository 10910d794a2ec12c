package io.mltwin.identity.rbac.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;

/**
 * Explains why an action is allowed or denied.
 *
 * @param decision id of a denial, null for a question
 * @param reason one sentence
 * @param groups groups of the principal that counted, direct or through other groups
 * @param roleAssignments those of the principal and its groups
 * @param denyAssignments those that name the principal
 * @param smallestRole the role that would allow it, null when it is allowed or no role can allow it
 */
record ExplanationBody(
        String decision,
        Instant time,
        boolean allowed,
        String reason,
        String principalId,
        List<String> groups,
        String action,
        @JsonProperty("isDataAction") boolean dataAction,
        String scope,
        List<Assignment> roleAssignments,
        List<Deny> denyAssignments,
        SmallestRole.Suggestion smallestRole) {

    /** The effect of an assignment on the check. */
    enum Result {
        GRANTED,
        /** Named by an action and taken away by a notAction of the same role. */
        SUBTRACTED,
        NOT_NAMED,
        OTHER_SCOPE,
        /** Not yet, or no longer. */
        NOT_IN_FORCE,
        DENIED,
        /** A deny assignment that excludes the principal. */
        EXCLUDED
    }

    /**
     * An evaluated role assignment.
     *
     * @param pattern the action of the role that matches, null for none
     * @param notAction the notAction that takes it away, null for none
     */
    record Assignment(
            String id,
            String scope,
            String principalId,
            String roleDefinitionId,
            String roleName,
            Result result,
            String pattern,
            String notAction) {}

    /** An evaluated deny assignment. */
    record Deny(String id, String name, String scope, Result result, String pattern, String notAction) {}
}
