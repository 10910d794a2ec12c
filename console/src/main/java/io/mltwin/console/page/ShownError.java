package io.mltwin.console.page;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.AzureException.Detail;
import io.mltwin.armweb.DecisionHeader;
import java.util.List;

/**
 * An error as a page shows it: on a page of its own, or in a page that goes on ({@code
 * console/problem.html}).
 *
 * @param status 0 for an operation that failed after its call was answered
 * @param code Azure's code
 * @param message Azure's text, in Azure's language
 * @param requestId the id of the refused request; null when no service was asked
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

    private static final String REQUEST_ID = "x-ms-request-id";

    /** Returns an error of a call that the page has made. */
    public static ShownError of(AzureException fault) {
        return of(fault, null);
    }

    /** Returns why an operation failed that Azure went on with after its answer. */
    public static ShownError ofOperation(String code, String message, List<Detail> details) {
        return new ShownError(0, code, message, details, null, null, ErrorAdvice.LOOK_AT_THE_STEPS);
    }

    /**
     * Returns an error of a page.
     *
     * @param pageRequestId the id of the page's own request, for an error that is no service's
     */
    static ShownError of(AzureException fault, String pageRequestId) {
        return new ShownError(
                fault.status(),
                fault.code(),
                fault.getMessage(),
                fault.content().details(),
                fault.content().headers().getOrDefault(REQUEST_ID, pageRequestId),
                fault.content().headers().get(DecisionHeader.NAME),
                ErrorAdvice.of(fault.status(), fault.code()));
    }
}
