package io.mltwin.identity.rbac.access;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.rbac.access.ExplanationBody.Assignment;
import io.mltwin.identity.rbac.access.ExplanationBody.Deny;
import io.mltwin.identity.rbac.access.ExplanationBody.Result;
import java.util.List;
import java.util.Optional;

/** Describes the reason of a decision in a sentence. */
final class DecisionReason {

    private DecisionReason() {}

    static String of(List<Assignment> assignments, List<Deny> denials, String principalId) {
        Optional<Deny> denied =
                denials.stream().filter(deny -> deny.result() == Result.DENIED).findFirst();
        if (denied.isPresent()) {
            return "The deny assignment '"
                    + denied.get().name()
                    + "' at '"
                    + denied.get().scope()
                    + "' denies '"
                    + denied.get().pattern()
                    + "', and no role can allow what it denies.";
        }
        Optional<Assignment> granted = with(assignments, Result.GRANTED);
        if (granted.isPresent()) {
            return "The role '"
                    + granted.get().roleName()
                    + "' at '"
                    + granted.get().scope()
                    + "', assigned to "
                    + whom(granted.get(), principalId)
                    + ", allows '"
                    + granted.get().pattern()
                    + "'.";
        }
        Optional<Assignment> subtracted = with(assignments, Result.SUBTRACTED);
        if (subtracted.isPresent()) {
            return "The role '"
                    + subtracted.get().roleName()
                    + "' at '"
                    + subtracted.get().scope()
                    + "' names it by '"
                    + subtracted.get().pattern()
                    + "' and takes it away by '"
                    + subtracted.get().notAction()
                    + "', and no other role allows it.";
        }
        if (with(assignments, Result.NOT_IN_FORCE).isPresent()) {
            return "No role that is in force now allows it; one that was assigned or removed a"
                    + " moment ago is not counted.";
        }
        long here = assignments.stream()
                .filter(one -> one.result() == Result.NOT_NAMED)
                .count();
        return here == 0
                ? "Neither the principal nor a group of it has a role at this scope or above."
                : "None of the roles at this scope or above has the action (" + here + " looked at).";
    }

    private static String whom(Assignment assignment, String principalId) {
        return assignment.principalId().equals(AsciiCase.lower(principalId))
                ? "the principal itself"
                : "its group " + assignment.principalId();
    }

    private static Optional<Assignment> with(List<Assignment> assignments, Result result) {
        return assignments.stream().filter(one -> one.result() == result).findFirst();
    }
}
