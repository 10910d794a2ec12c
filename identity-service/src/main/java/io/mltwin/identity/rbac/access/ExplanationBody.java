package io.mltwin.identity.rbac.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;

/**
 * Why something is allowed or not.
 *
 * @param decision id of a denial, null for what was only asked about
 * @param reason in a sentence
 * @param groups those of the principal that counted, directly or through others
 * @param roleAssignments those of the principal and its groups
 * @param denyAssignments those that are about the principal
 * @param smallestRole what would allow it, null when it is allowed or no role can
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

    /** What an assignment did to the question. */
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
     * A role assignment that was looked at.
     *
     * @param pattern the action of the role that names what was asked, null for none
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

    /** A deny assignment that was looked at. */
    record Deny(
            String id,
            String name,
            String scope,
            Result result,
            String pattern,
            String notAction) {}
}
