package io.mltwin.console.page;

import io.mltwin.armweb.AzureException.Detail;
import java.util.List;

/**
 * An error as a page shows it.
 *
 * @param code Azure's code
 * @param message Azure's text, in Azure's language
 * @param decision the id under which {@code /why} explains a refusal; null for none
 */
public record ShownError(
        int status,
        String code,
        String message,
        List<Detail> details,
        String requestId,
        String decision,
        ErrorAdvice advice) {}
