package io.mltwin.console.runs;

import io.mltwin.console.page.ShownError;
import java.util.List;

/**
 * The choices of the form that submits a job; a list that the user may not read is empty.
 *
 * @param refusals why lists are empty
 */
public record SubmitChoices(
        List<Choice> computes, List<Choice> environments, List<Choice> codes, List<ShownError> refusals) {

    /**
     * @param id what is sent
     * @param text what is shown
     */
    public record Choice(String id, String text) {}
}
