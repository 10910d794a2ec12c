package io.mltwin.workspace.policy.rules;

import io.mltwin.armweb.AzureFault;
import java.util.List;

/** The error codes of Azure Policy, each with its status and text in one place. */
public final class PolicyErrors {

    private PolicyErrors() {}

    public static AzureFault invalidRule(String definition, String why) {
        return new AzureFault(
                400,
                "InvalidPolicyRule",
                "The policy definition '" + definition + "' rule is invalid. " + why);
    }

    public static AzureFault invalidAlias(String definition, String field) {
        String[] parts = field.split("/", 3);
        return new AzureFault(
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

    public static AzureFault invalidParameters(String definition, String why) {
        return new AzureFault(
                400,
                "InvalidPolicyParameters",
                "The policy definition '" + definition + "' has invalid parameters. " + why);
    }

    public static AzureFault parameterRemoved(String definition, String parameter) {
        return new AzureFault(
                400,
                "InvalidPolicyParameterUpdate",
                "The policy definition '"
                        + definition
                        + "' update is invalid: the policy parameter '"
                        + parameter
                        + "' cannot be removed during policy update, and a new one needs a default value.");
    }

    public static AzureFault undefinedParameters(
            String assignment, List<String> parameters, String definition) {
        return new AzureFault(
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

    public static AzureFault missingParameters(
            String assignment, List<String> parameters, String definition) {
        return new AzureFault(
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

    public static AzureFault valueNotAllowed(
            String value, String parameter, String definition, List<String> allowed) {
        return new AzureFault(
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

    public static AzureFault wrongType(String parameter, String type, String definition) {
        return new AzureFault(
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

    public static AzureFault definitionNotFound(String id) {
        return new AzureFault(
                404,
                "PolicyDefinitionNotFound",
                "The policy definition '" + id + "' could not be found.");
    }

    public static AzureFault setNotFound(String id) {
        return new AzureFault(
                404,
                "PolicySetDefinitionNotFound",
                "The policy set definition '" + id + "' could not be found.");
    }

    public static AzureFault invalidSet(String name, String why) {
        return new AzureFault(
                400,
                "InvalidCreatePolicySetDefinitionRequest",
                "The policy set definition '" + name + "' is invalid. " + why);
    }

    public static AzureFault setInUse(String name, String assignmentId) {
        return new AzureFault(
                400,
                "InvalidDeletePolicySetDefinitionRequest",
                "The policy set definition '"
                        + name
                        + "' cannot be deleted. It is referenced by the policy assignment '"
                        + assignmentId
                        + "'. Please delete all policy assignments referencing it.");
    }

    public static AzureFault definitionInSet(String name, String setId) {
        return new AzureFault(
                400,
                "InvalidDeletePolicyDefinitionRequest",
                "The policy definition '"
                        + name
                        + "' cannot be deleted. It is referenced by the policy set definition '"
                        + setId
                        + "'. Please take it out of all policy set definitions.");
    }

    public static AzureFault assignmentNotFound(String name) {
        return new AzureFault(
                404,
                "PolicyAssignmentNotFound",
                "The policy assignment '" + name + "' is not found.");
    }

    public static AzureFault definitionInUse(String name, String assignmentId) {
        return new AzureFault(
                400,
                "InvalidDeletePolicyDefinitionRequest",
                "The policy definition '"
                        + name
                        + "' cannot be deleted. It is referenced by the policy assignment '"
                        + assignmentId
                        + "'. Please delete all policy assignments referencing the policy.");
    }

    public static AzureFault builtInIsReadOnly(String name) {
        return new AzureFault(
                400,
                "InvalidPolicyDefinitionRequest",
                "The policy definition '"
                        + name
                        + "' is built in and cannot be changed; write one of your own at a subscription.");
    }

    public static AzureFault invalidAssignment(String name, String why) {
        return new AzureFault(
                400,
                "InvalidPolicyAssignmentRequest",
                "The policy assignment '" + name + "' is invalid: " + why);
    }
}
