package io.mltwin.workspace.policy.rules;

import io.mltwin.armweb.AzureException;
import java.util.List;

/** The error codes of Azure Policy, each with its status and text in one place. */
public final class PolicyErrors {

    private PolicyErrors() {}

    public static AzureException invalidRule(String definition, String why) {
        return new AzureException(
                400, "InvalidPolicyRule", "The policy definition '" + definition + "' rule is invalid. " + why);
    }

    static AzureException exhausted(String what) {
        return new AzureException(400, "InvalidPolicyRule", "The evaluation of a policy rule takes " + what + ".");
    }

    public static AzureException invalidAlias(String definition, String field) {
        String[] parts = field.split("/", 3);
        return new AzureException(
                400,
                "InvalidPolicyAlias",
                "The policy definition '"
                        + definition
                        + "' rule is invalid. The 'field' property '"
                        + field
                        + "' of the policy rule doesn't exist as an alias under provider '"
                        + parts[0]
                        + "'.");
    }

    public static AzureException invalidParameters(String definition, String why) {
        return new AzureException(
                400,
                "InvalidPolicyParameters",
                "The policy definition '" + definition + "' has invalid parameters. " + why);
    }

    public static AzureException parameterRemoved(String definition, String parameter) {
        return new AzureException(
                400,
                "InvalidPolicyParameterUpdate",
                "The policy definition '"
                        + definition
                        + "' update is invalid: the policy parameter '"
                        + parameter
                        + "' cannot be removed during policy update, and a new one needs a default value.");
    }

    public static AzureException undefinedParameters(String assignment, List<String> parameters, String definition) {
        return new AzureException(
                400,
                "UndefinedPolicyParameter",
                "The policy assignment '"
                        + assignment
                        + "' has the parameter(s) '"
                        + String.join(", ", parameters)
                        + "' which are not defined in the policy definition '"
                        + definition
                        + "'.");
    }

    public static AzureException missingParameters(String assignment, List<String> parameters, String definition) {
        return new AzureException(
                400,
                "MissingPolicyParameter",
                "The policy assignment '"
                        + assignment
                        + "' is missing the parameter(s) '"
                        + String.join(", ", parameters)
                        + "' as defined in the policy definition '"
                        + definition
                        + "'. Please either specify a default value in the policy definition or a value in the policy assignment.");
    }

    public static AzureException valueNotAllowed(
            String value, String parameter, String definition, List<String> allowed) {
        return new AzureException(
                400,
                "PolicyParameterValueNotAllowed",
                "The value '"
                        + value
                        + "' is not allowed for policy parameter '"
                        + parameter
                        + "' in policy definition '"
                        + definition
                        + "'. The allowed values are '"
                        + String.join(", ", allowed)
                        + "'.");
    }

    public static AzureException wrongType(String parameter, String type, String definition) {
        return new AzureException(
                400,
                "InvalidPolicyParameterType",
                "The value of policy parameter '"
                        + parameter
                        + "' in policy definition '"
                        + definition
                        + "' is not of type '"
                        + type
                        + "'.");
    }

    public static AzureException definitionNotFound(String id) {
        return new AzureException(
                404, "PolicyDefinitionNotFound", "The policy definition '" + id + "' could not be found.");
    }

    public static AzureException setNotFound(String id) {
        return new AzureException(
                404, "PolicySetDefinitionNotFound", "The policy set definition '" + id + "' could not be found.");
    }

    public static AzureException invalidSet(String name, String why) {
        return new AzureException(
                400,
                "InvalidCreatePolicySetDefinitionRequest",
                "The policy set definition '" + name + "' is invalid. " + why);
    }

    public static AzureException setInUse(String name, String assignmentId) {
        return new AzureException(
                400,
                "InvalidDeletePolicySetDefinitionRequest",
                "The policy set definition '"
                        + name
                        + "' cannot be deleted. It is referenced by the policy assignment '"
                        + assignmentId
                        + "'. Please delete all policy assignments referencing it.");
    }

    public static AzureException definitionInSet(String name, String setId) {
        return new AzureException(
                400,
                "InvalidDeletePolicyDefinitionRequest",
                "The policy definition '"
                        + name
                        + "' cannot be deleted. It is referenced by the policy set definition '"
                        + setId
                        + "'. Please take it out of all policy set definitions.");
    }

    public static AzureException assignmentNotFound(String name) {
        return new AzureException(
                404, "PolicyAssignmentNotFound", "The policy assignment '" + name + "' is not found.");
    }

    public static AzureException definitionInUse(String name, String assignmentId) {
        return new AzureException(
                400,
                "InvalidDeletePolicyDefinitionRequest",
                "The policy definition '"
                        + name
                        + "' cannot be deleted. It is referenced by the policy assignment '"
                        + assignmentId
                        + "'. Please delete all policy assignments referencing the policy.");
    }

    public static AzureException builtInIsReadOnly(String name) {
        return new AzureException(
                400,
                "InvalidPolicyDefinitionRequest",
                "The policy definition '"
                        + name
                        + "' is built in and cannot be changed; write one of your own at a subscription.");
    }

    public static AzureException invalidAssignment(String name, String why) {
        return new AzureException(
                400, "InvalidPolicyAssignmentRequest", "The policy assignment '" + name + "' is invalid: " + why);
    }
}
