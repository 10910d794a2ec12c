package io.mltwin.compute.mlflow.errors;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.AzureException.Content;
import io.mltwin.encoding.AsciiCase;
import java.util.regex.Pattern;

/** MLflow's errors, and what run history's are called there. */
public final class MlflowErrors {

    private static final Pattern MLFLOW_CODE = Pattern.compile("[A-Z_]+");

    private MlflowErrors() {}

    public static AzureException invalid(String message, Object... arguments) {
        return badRequest("INVALID_PARAMETER_VALUE", message, arguments);
    }

    public static void invalidIf(boolean wrong, String message, Object... arguments) {
        if (wrong) {
            throw invalid(message, arguments);
        }
    }

    public static AzureException notFound(String message) {
        return AzureException.notFound("RESOURCE_DOES_NOT_EXIST", message);
    }

    public static AzureException exists(String message) {
        return badRequest("RESOURCE_ALREADY_EXISTS", message);
    }

    public static AzureException forbidden(String message) {
        return AzureException.forbidden("PERMISSION_DENIED", message);
    }

    public static AzureException notBuilt(String what) {
        return translate(AzureException.notBuilt(what));
    }

    /** The same error with MLflow's code for it. */
    public static AzureException translate(AzureException fault) {
        Content content = fault.content();
        if (MLFLOW_CODE.matcher(content.code()).matches()) {
            return fault;
        }
        return new AzureException(new Content(
                content.status(),
                code(content.status(), content.code()),
                content.message(),
                content.target(),
                content.innerCode(),
                content.details(),
                content.headers()));
    }

    private static String code(int status, String code) {
        return switch (status) {
            case 400, 413 -> "INVALID_PARAMETER_VALUE";
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "RESOURCE_DOES_NOT_EXIST";
            case 409 -> AsciiCase.endsWith(code, "Exists") ? "RESOURCE_ALREADY_EXISTS" : "INVALID_STATE";
            case 429 -> "REQUEST_LIMIT_EXCEEDED";
            case 501 -> "NOT_IMPLEMENTED";
            case 503 -> "TEMPORARILY_UNAVAILABLE";
            default -> "INTERNAL_ERROR";
        };
    }
}
