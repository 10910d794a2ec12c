package io.mltwin.workspace.databricks;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.forbidden;
import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.AzureException;

/** The errors of Databricks' own API, {@code error_code} and {@code message}. */
final class DatabricksErrors {

    private DatabricksErrors() {}

    static AzureException unauthenticated(String why) {
        return new AzureException(401, "UNAUTHENTICATED", why);
    }

    static AzureException permissionDenied(String why) {
        return forbidden("PERMISSION_DENIED", why);
    }

    static AzureException invalid(String why) {
        return badRequest("INVALID_PARAMETER_VALUE", why);
    }

    static AzureException quotaExceeded(String why) {
        return badRequest("QUOTA_EXCEEDED", why);
    }

    static AzureException unknown(String what) {
        return notFound("RESOURCE_DOES_NOT_EXIST", what + " does not exist");
    }

    static AzureException notBuilt(String path) {
        return new AzureException(
                501, "NOT_IMPLEMENTED", "The API %s of Databricks is not built; its token API is.", path);
    }
}
