package io.mltwin.scoring.models.assets;

import io.mltwin.armweb.AzureException;

/** Azure ML's refusals of models and their versions behind Azure Resource Manager. */
final class ModelVersionErrors {

    private ModelVersionErrors() {}

    static AzureException invalid(String target, String message) {
        return new AzureException(400, "UserError", message).withTarget(target);
    }

    /** Azure's clients look for this text. */
    static AzureException pathFixed() {
        return new AzureException(409, "UserError", "Asset paths cannot be updated.");
    }

    static AzureException fixed(String name, int version, String field) {
        return new AzureException(
                        409,
                        "UserError",
                        "The version '"
                                + version
                                + "' of the model '"
                                + name
                                + "' exists: its "
                                + field
                                + " cannot be changed; description, tags, stage and isArchived can.")
                .withTarget("properties." + field);
    }
}
