package io.mltwin.workspace.deployments.template;

import io.mltwin.armweb.AzureException;

/** Faults of templates and their parameters, with Azure's code {@code InvalidTemplate}. */
public final class TemplateErrors {

    private static final String CODE = "InvalidTemplate";

    private TemplateErrors() {}

    /** The template has not the form of one. */
    public static AzureException unreadable(String why) {
        return new AzureException(400, CODE, "Deployment template parse failed: '" + why + "'.");
    }

    public static AzureException invalid(String why) {
        return new AzureException(400, CODE, "Deployment template validation failed: '" + why + "'.");
    }

    /** Returns an expression of a resource. */
    static AzureException inResource(String resource, String why) {
        return new AzureException(
                400,
                CODE,
                "Unable to process template language expressions for resource '"
                        + resource
                        + "' at line '1' and column '1'. '"
                        + why
                        + "'");
    }

    static AzureException inOutput(String output, String why) {
        return new AzureException(400, CODE, "The template output '" + output + "' is not valid: " + why);
    }

    /** Refuses more parameters, variables, resources or outputs than Azure's templates have. */
    static void requireFew(String kind, int count, int most) {
        if (count > most) {
            throw invalid("The number of template "
                    + kind
                    + " limit exceeded. Limit: '"
                    + most
                    + "' and actual: '"
                    + count
                    + "'. Please see https://aka.ms/arm-template/#"
                    + kind
                    + " for usage details.");
        }
    }

    static AzureException missingParameter(String name) {
        return invalid(
                "The value for the template parameter '"
                        + name
                        + "' at line '1' and column '1' is not provided. Please see https://aka.ms/arm-create-parameter-file for usage details.");
    }

    static AzureException wrongParameter(String name, String why) {
        return invalid("The provided value for the template parameter '"
                + name
                + "' is not valid. "
                + why
                + " Please see https://aka.ms/arm-parameter-definition for usage details.");
    }

    static AzureException missingMember(String member, String of) {
        return unreadable("Required property '" + member + "' not found in JSON. Path '" + of + "'.");
    }

    static AzureException unknownMember(String member, String of) {
        return unreadable("Could not find member '" + member + "' on object of type '" + of + "'.");
    }

    static AzureException notDefined(String resource) {
        return invalid("The resource '"
                + resource
                + "' is not defined in the template. Please see https://aka.ms/arm-syntax for usage details.");
    }

    static AzureException circular(String resource) {
        return invalid("Circular dependency detected on resource: '"
                + resource
                + "'. Please see https://aka.ms/arm-syntax-resources for usage details.");
    }

    static AzureException twice(String resource) {
        return invalid(
                "The resource '"
                        + resource
                        + "' at line '1' and column '1' is defined multiple times in a template. Please see https://aka.ms/arm-syntax-resources for usage details.");
    }

    static AzureException wrongSegments(String type, String name) {
        return invalid(
                "The template resource '"
                        + name
                        + "' for type '"
                        + type
                        + "' at line '1' and column '1' has incorrect segment lengths. A nested resource type must have identical number of segments as its resource name. A root resource type must have segment length one greater than its resource name. Please see https://aka.ms/arm-syntax-resources for usage details.");
    }
}
