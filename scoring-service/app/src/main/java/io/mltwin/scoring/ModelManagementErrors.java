package io.mltwin.scoring;

import io.mltwin.armweb.AzureException;
import java.util.List;

/**
 * Errors of Azure ML's model management (v1): an outer code with the real one in {@code details}.
 */
public final class ModelManagementErrors {

    private ModelManagementErrors() {}

    public static AzureException badRequest(String code, String message, Object... arguments) {
        return of(400, "BadRequest", "The request is invalid.", code, AzureException.text(message, arguments));
    }

    public static void badRequestIf(boolean wrong, String code, String message, Object... arguments) {
        if (wrong) {
            throw badRequest(code, message, arguments);
        }
    }

    public static AzureException notFound(String code, String message) {
        return of(404, "NotFound", "The requested resource was not found.", code, message);
    }

    public static AzureException conflict(String code, String message) {
        return of(409, "Conflict", "The request conflicts with what is there.", code, message);
    }

    private static AzureException of(int status, String outer, String text, String code, String message) {
        return new AzureException(status, outer, "%s %s", text, message)
                .withDetails(List.of(new AzureException.Detail(code, message, null)));
    }

    public static AzureException required(String member) {
        return badRequest("MissingMember", "The member '%s' is required.", member);
    }
}
