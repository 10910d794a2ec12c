package io.mltwin.machinelearning;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.conflict;

import io.mltwin.armweb.AzureException;

/** The errors {@code UserError} of Azure Machine Learning's resources, with the property that they are about. */
public final class UserErrors {

    private UserErrors() {}

    public static AzureException invalid(String target, String message, Object... arguments) {
        return badRequest("UserError", message, arguments).withTarget(target);
    }

    public static void invalidIf(boolean wrong, String target, String message, Object... arguments) {
        if (wrong) {
            throw invalid(target, message, arguments);
        }
    }

    /**
     * Refuses a property's value.
     *
     * @param rule goes on with the sentence that the property begins: what it is, or has
     */
    public static AzureException invalidProperty(String property, String rule) {
        return invalid(property, "%s %s.", property, rule);
    }

    /** Azure's clients look for this text. */
    public static AzureException pathFixed() {
        return conflict("UserError", "Asset paths cannot be updated.");
    }

    /** Refuses to change what a version of an asset is. */
    public static AzureException fixed(String kind, String name, Object version, String field) {
        return conflict(
                        "UserError",
                        "The version '%s' of the %s '%s' exists: its %s cannot be changed; description, tags, stage and"
                                + " isArchived can.",
                        version,
                        kind,
                        name,
                        field)
                .withTarget("properties." + field);
    }
}
