package io.mltwin.workspace.policy.rules;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.AzureException;
import java.util.List;

/** The error codes of Azure Policy, each with its status and text in one place. */
public final class PolicyErrors {

    private PolicyErrors() {}

    public static AzureException invalidRule(String definition, String why) {
        return badRequest("InvalidPolicyRule", "The policy definition '%s' rule is invalid. %s", definition, why);
    }

    static AzureException exhausted(String what) {
        return badRequest("InvalidPolicyRule", "The evaluation of a policy rule takes %s.", what);
    }

    public static AzureException invalidAlias(String definition, String field) {
        String[] parts = field.split("/", 3);
        return badRequest(
                "InvalidPolicyAlias",
                "The policy definition '%s' rule is invalid. The 'field' property '%s' of the policy rule doesn't"
                        + " exist as an alias under provider '%s'.",
                definition,
                field,
                parts[0]);
    }

    public static AzureException invalidParameters(String definition, String why) {
        return badRequest(
                "InvalidPolicyParameters", "The policy definition '%s' has invalid parameters. %s", definition, why);
    }

    public static AzureException parameterRemoved(String definition, String parameter) {
        return badRequest(
                "InvalidPolicyParameterUpdate",
                "The policy definition '%s' update is invalid: the policy parameter '%s' cannot be removed during"
                        + " policy update, and a new one needs a default value.",
                definition,
                parameter);
    }

    public static AzureException undefinedParameters(String assignment, List<String> parameters, String definition) {
        return badRequest(
                "UndefinedPolicyParameter",
                "The policy assignment '%s' has the parameter(s) '%s' which are not defined in the policy definition"
                        + " '%s'.",
                assignment,
                String.join(", ", parameters),
                definition);
    }

    public static AzureException missingParameters(String assignment, List<String> parameters, String definition) {
        return badRequest(
                "MissingPolicyParameter",
                "The policy assignment '%s' is missing the parameter(s) '%s' as defined in the policy definition"
                        + " '%s'. Please either specify a default value in the policy definition or a value in the policy"
                        + " assignment.",
                assignment,
                String.join(", ", parameters),
                definition);
    }

    public static AzureException valueNotAllowed(
            String value, String parameter, String definition, List<String> allowed) {
        return badRequest(
                "PolicyParameterValueNotAllowed",
                "The value '%s' is not allowed for policy parameter '%s' in policy definition '%s'. The allowed"
                        + " values are '%s'.",
                value,
                parameter,
                definition,
                String.join(", ", allowed));
    }

    public static AzureException wrongType(String parameter, String type, String definition) {
        return badRequest(
                "InvalidPolicyParameterType",
                "The value of policy parameter '%s' in policy definition '%s' is not of type '%s'.",
                parameter,
                definition,
                type);
    }

    public static AzureException definitionNotFound(String id) {
        return notFound("PolicyDefinitionNotFound", "The policy definition '%s' could not be found.", id);
    }

    public static AzureException setNotFound(String id) {
        return notFound("PolicySetDefinitionNotFound", "The policy set definition '%s' could not be found.", id);
    }

    public static AzureException invalidSet(String name, String why) {
        return badRequest(
                "InvalidCreatePolicySetDefinitionRequest", "The policy set definition '%s' is invalid. %s", name, why);
    }

    public static AzureException setInUse(String name, String assignmentId) {
        return badRequest(
                "InvalidDeletePolicySetDefinitionRequest",
                "The policy set definition '%s' cannot be deleted. It is referenced by the policy assignment '%s'."
                        + " Please delete all policy assignments referencing it.",
                name,
                assignmentId);
    }

    public static AzureException definitionInSet(String name, String setId) {
        return badRequest(
                "InvalidDeletePolicyDefinitionRequest",
                "The policy definition '%s' cannot be deleted. It is referenced by the policy set definition '%s'."
                        + " Please take it out of all policy set definitions.",
                name,
                setId);
    }

    public static AzureException assignmentNotFound(String name) {
        return notFound("PolicyAssignmentNotFound", "The policy assignment '%s' is not found.", name);
    }

    public static AzureException definitionInUse(String name, String assignmentId) {
        return badRequest(
                "InvalidDeletePolicyDefinitionRequest",
                "The policy definition '%s' cannot be deleted. It is referenced by the policy assignment '%s'."
                        + " Please delete all policy assignments referencing the policy.",
                name,
                assignmentId);
    }

    public static AzureException builtInIsReadOnly(String name) {
        return badRequest(
                "InvalidPolicyDefinitionRequest",
                "The policy definition '%s' is built in and cannot be changed; write one of your own at a"
                        + " subscription.",
                name);
    }

    public static AzureException invalidAssignment(String name, String why) {
        return badRequest("InvalidPolicyAssignmentRequest", "The policy assignment '%s' is invalid: %s", name, why);
    }
}
