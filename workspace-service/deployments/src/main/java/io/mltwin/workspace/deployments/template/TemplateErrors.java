package io.mltwin.workspace.deployments.template;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.armweb.AzureException;

/** Faults of templates and their parameters, with Azure's code {@code InvalidTemplate}. */
public final class TemplateErrors {

    private static final String CODE = "InvalidTemplate";

    private TemplateErrors() {}

    /** The template has not the form of one. */
    public static AzureException unreadable(String why, Object... arguments) {
        return badRequest(CODE, "Deployment template parse failed: '%s'.", AzureException.text(why, arguments));
    }

    public static void unreadableIf(boolean wrong, String why, Object... arguments) {
        if (wrong) {
            throw unreadable(why, arguments);
        }
    }

    public static AzureException invalid(String why, Object... arguments) {
        return badRequest(CODE, "Deployment template validation failed: '%s'.", AzureException.text(why, arguments));
    }

    public static void invalidIf(boolean wrong, String why, Object... arguments) {
        if (wrong) {
            throw invalid(why, arguments);
        }
    }

    /** Returns an expression of a resource. */
    static AzureException inResource(String resource, String why) {
        return badRequest(
                CODE,
                "Unable to process template language expressions for resource '%s' at line '1' and column '1'. '%s'",
                resource,
                why);
    }

    static AzureException inOutput(String output, String why) {
        return badRequest(CODE, "The template output '%s' is not valid: %s", output, why);
    }

    /** Refuses more parameters, variables, resources or outputs than Azure's templates have. */
    static void requireFew(String kind, int count, int most) {
        invalidIf(
                count > most,
                "The number of template %s limit exceeded. Limit: '%s' and actual: '%s'. Please see"
                        + " https://aka.ms/arm-template/#%s for usage details.",
                kind,
                most,
                count,
                kind);
    }

    static AzureException missingParameter(String name) {
        return invalid(
                "The value for the template parameter '%s' at line '1' and column '1' is not provided. Please see"
                        + " https://aka.ms/arm-create-parameter-file for usage details.",
                name);
    }

    static AzureException wrongParameter(String name, String why) {
        return invalid(
                "The provided value for the template parameter '%s' is not valid. %s Please see"
                        + " https://aka.ms/arm-parameter-definition for usage details.",
                name, why);
    }

    static AzureException missingMember(String member, String of) {
        return unreadable("Required property '%s' not found in JSON. Path '%s'.", member, of);
    }

    static AzureException unknownMember(String member, String of) {
        return unreadable("Could not find member '%s' on object of type '%s'.", member, of);
    }

    static AzureException notDefined(String resource) {
        return invalid(
                "The resource '%s' is not defined in the template. Please see https://aka.ms/arm-syntax for usage"
                        + " details.",
                resource);
    }

    static AzureException circular(String resource) {
        return invalid(
                "Circular dependency detected on resource: '%s'. Please see https://aka.ms/arm-syntax-resources for"
                        + " usage details.",
                resource);
    }

    static AzureException twice(String resource) {
        return invalid(
                "The resource '%s' at line '1' and column '1' is defined multiple times in a template. Please see"
                        + " https://aka.ms/arm-syntax-resources for usage details.",
                resource);
    }

    static AzureException wrongSegments(String type, String name) {
        return invalid(
                "The template resource '%s' for type '%s' at line '1' and column '1' has incorrect segment lengths."
                        + " A nested resource type must have identical number of segments as its resource name. A root"
                        + " resource type must have segment length one greater than its resource name. Please see"
                        + " https://aka.ms/arm-syntax-resources for usage details.",
                name, type);
    }
}
