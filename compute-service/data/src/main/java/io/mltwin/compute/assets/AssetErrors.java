package io.mltwin.compute.assets;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.conflict;

import io.mltwin.armweb.AzureException;

/** Azure ML's refusals of assets. */
final class AssetErrors {

    private AssetErrors() {}

    static AzureException invalid(String target, String message, Object... arguments) {
        return badRequest("UserError", message, arguments).withTarget(target);
    }

    static void invalidIf(boolean wrong, String target, String message, Object... arguments) {
        if (wrong) {
            throw invalid(target, message, arguments);
        }
    }

    /** Azure's clients look for this text. */
    static AzureException pathFixed() {
        return conflict("UserError", "Asset paths cannot be updated.");
    }

    static AzureException fixed(AssetKind kind, String name, String version, String field) {
        return conflict(
                        "UserError",
                        "The version '%s' of the %s '%s' exists: its %s cannot be changed; description, tags, stage and"
                                + " isArchived can.",
                        version,
                        kind.noun(),
                        name,
                        field)
                .withTarget("properties." + field);
    }
}
