package io.mltwin.console.access;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.decisions.DecisionClient;
import io.mltwin.console.decisions.DecisionClient.Question;
import io.mltwin.console.decisions.Explanation;
import io.mltwin.console.directory.DirectoryClient;
import io.mltwin.console.directory.Principal;
import io.mltwin.console.page.PageWriter;
import io.mltwin.console.page.ShownError;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Answers whether somebody may do something at a scope. Azure's portal computes it in the browser
 * from the principal's role assignments; here identity, which decides, is asked.
 */
@Singleton
record AccessQuestions(DecisionClient decisions, DirectoryClient directory, PageWriter pages) {

    AccessQuestion answer(ArmResourceId scope, AccessQuestion question) {
        if (question.action().isBlank()) {
            return question;
        }
        try {
            String principalId = null;
            if (!question.who().isBlank()) {
                List<Principal> found = directory.find(question.who());
                if (found.size() != 1) {
                    return question.failed(problem(question.who(), found), null);
                }
                principalId = found.get(0).id();
            }
            Explanation answer = decisions.explain(
                    new Question(principalId, question.action().strip(), scope.toString(), question.data()));
            return question.answered(answer, directory.names(answer.principals()));
        } catch (AzureException refused) {
            return question.failed(null, ShownError.of(refused));
        }
    }

    /** Returns why a text names no principal, in the language of the reader. */
    String problem(String who, List<Principal> found) {
        AccessTexts texts = pages.texts(AccessTexts.class);
        return found.isEmpty() ? texts.nobody(who) : texts.several(who, found.size());
    }
}
