package io.mltwin.console.page;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.DecisionHeader;

/**
 * An error of Azure that a page shows where the answer would stand.
 *
 * @param code Azure's code
 * @param message Azure's text, in Azure's language
 * @param decision the id under which {@code /why} explains a refusal; null for none
 */
public record Refusal(int status, String code, String message, String decision) {

    /** Returns what an error says. */
    public static Refusal of(AzureException error) {
        return new Refusal(
                error.status(),
                error.code(),
                error.getMessage(),
                error.content().headers().get(DecisionHeader.NAME));
    }
}
