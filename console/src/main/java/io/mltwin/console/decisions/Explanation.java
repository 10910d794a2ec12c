package io.mltwin.console.decisions;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.mltwin.console.azure.ScopeAddress;
import io.mltwin.encoding.AsciiCase;
import java.util.ArrayList;
import java.util.List;

/**
 * Why an action is allowed or denied, in identity's words.
 *
 * @param decision id of a denial; null for a question
 * @param time in ISO 8601
 * @param groups groups of the principal that counted
 * @param smallestRole the built-in role that would allow it; null when none can or it is allowed
 */
public record Explanation(
        String decision,
        String time,
        boolean allowed,
        String reason,
        String principalId,
        List<String> groups,
        String action,
        @JsonProperty("isDataAction") boolean dataAction,
        String scope,
        List<Assignment> roleAssignments,
        List<Deny> denyAssignments,
        SmallestRole smallestRole) {

    /** The effect of an assignment on the decision. */
    public enum Result {
        GRANTED,
        SUBTRACTED,
        NOT_NAMED,
        OTHER_SCOPE,
        NOT_IN_FORCE,
        DENIED,
        EXCLUDED
    }

    /**
     * A role assignment with its effect.
     *
     * @param pattern the action of the role that matches; null for none
     * @param notAction the notAction that takes it away; null for none
     */
    public record Assignment(
            String id,
            String scope,
            String principalId,
            String roleDefinitionId,
            String roleName,
            Result result,
            String pattern,
            String notAction) {}

    /** A deny assignment with its effect. */
    public record Deny(String id, String name, String scope, Result result, String pattern, String notAction) {}

    /**
     * The smallest built-in role that would allow the action.
     *
     * @param operations how many operations it grants
     * @param scope where to assign it
     */
    public record SmallestRole(String roleDefinitionId, String roleName, int operations, String scope) {}

    /** Returns whether a deny assignment stands against it. */
    @JsonIgnore
    public boolean isBlocked() {
        return denyAssignments.stream().anyMatch(deny -> deny.result() == Result.DENIED);
    }

    /** Returns whether the scope lies in a subscription, where the page about access shows it. */
    @JsonIgnore
    public boolean isAtScope() {
        return AsciiCase.startsWith(scope, "/subscriptions/");
    }

    /** Returns the scope as a path of links. */
    public String scopePath() {
        return ScopeAddress.path(scope);
    }

    /** Returns the object ids that the explanation names. */
    public List<String> principals() {
        List<String> ids = new ArrayList<>();
        ids.add(principalId);
        ids.addAll(groups);
        roleAssignments.forEach(assignment -> ids.add(assignment.principalId()));
        return ids.stream().distinct().toList();
    }
}
