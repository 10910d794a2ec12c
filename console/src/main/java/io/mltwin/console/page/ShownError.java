package io.mltwin.console.page;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.AzureException.Detail;
import io.mltwin.armweb.DecisionHeader;
import java.util.List;

/**
 * An error as a page shows it: on a page of its own, or in a page that goes on ({@code
 * console/problem.html}).
 *
 * @param code Azure's code
 * @param message Azure's text, in Azure's language
 * @param requestId null when the receipt of the page names it
 * @param decision the id under which {@code /why} explains a refusal; null for none
 */
public record ShownError(
        int status,
        String code,
        String message,
        List<Detail> details,
        String requestId,
        String decision,
        ErrorAdvice advice) {

    /** Returns an error of a call that the page has made. */
    public static ShownError of(AzureException fault) {
        return of(fault, null);
    }

    static ShownError of(AzureException fault, String requestId) {
        return new ShownError(
                fault.status(),
                fault.code(),
                fault.getMessage(),
                fault.content().details(),
                requestId,
                fault.content().headers().get(DecisionHeader.NAME),
                ErrorAdvice.of(fault.status(), fault.code()));
    }
}
