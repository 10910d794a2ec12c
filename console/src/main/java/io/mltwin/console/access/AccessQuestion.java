package io.mltwin.console.access;

import io.mltwin.console.decisions.Explanation;
import io.mltwin.console.directory.PrincipalNames;
import io.mltwin.console.page.ShownError;

/**
 * The question whether somebody may do something, with its answer.
 *
 * @param who as it was typed; empty for the signed-in user
 * @param explanation null when there is no answer
 * @param names of the principals in the explanation
 * @param problem why {@code who} is nobody, in the language of the reader; null for none
 * @param error null when identity answered
 */
public record AccessQuestion(
        String who,
        String action,
        boolean data,
        Explanation explanation,
        PrincipalNames names,
        String problem,
        ShownError error) {

    static final AccessQuestion NONE = new AccessQuestion("", "", false, null, null, null, null);

    /** Returns the same question with an answer. */
    AccessQuestion answered(Explanation answer, PrincipalNames principals) {
        return new AccessQuestion(who, action, data, answer, principals, null, null);
    }

    /** Returns the same question, to which there is no answer. */
    AccessQuestion failed(String why, ShownError refused) {
        return new AccessQuestion(who, action, data, null, null, why, refused);
    }
}
