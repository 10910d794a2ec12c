package io.mltwin.scoring.models.assets;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.conflict;

import io.mltwin.armweb.AzureException;

/** Azure ML's refusals of models and their versions behind Azure Resource Manager. */
final class ModelVersionErrors {

    private ModelVersionErrors() {}

    static AzureException invalid(String target, String message) {
        return badRequest("UserError", message).withTarget(target);
    }

    /** Azure's clients look for this text. */
    static AzureException pathFixed() {
        return conflict("UserError", "Asset paths cannot be updated.");
    }

    static AzureException fixed(String name, int version, String field) {
        return conflict(
                        "UserError",
                        "The version '%s' of the model '%s' exists: its %s cannot be changed; description, tags, stage and"
                                + " isArchived can.",
                        version,
                        name,
                        field)
                .withTarget("properties." + field);
    }
}
