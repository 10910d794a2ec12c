package io.mltwin.armweb;

import java.util.List;

/** The error codes of Azure Resource Manager, each with its status and text in one place. */
public final class ArmErrors {

    private ArmErrors() {}

    public static AzureException authorizationFailed(Caller caller, String action, String scope) {
        return new AzureException(
                403,
                "AuthorizationFailed",
                "The client '"
                        + caller.displayName()
                        + "' with object id '"
                        + caller.objectId()
                        + "' does not have authorization to perform action '"
                        + action
                        + "' over scope '"
                        + scope
                        + "' or the scope is invalid. If access was recently granted, please"
                        + " refresh your credentials.");
    }

    /** Somebody whose roles would allow it, were there not a deny assignment. */
    public static AzureException denyAssignmentAuthorizationFailed(
            Caller caller, String action, String scope, String denyName, String denyId, String denyScope) {
        return new AzureException(
                403,
                "DenyAssignmentAuthorizationFailed",
                "The client '"
                        + caller.displayName()
                        + "' with object id '"
                        + caller.objectId()
                        + "' has permission to perform action '"
                        + action
                        + "' on scope '"
                        + scope
                        + "'; however, the access is denied because of the deny assignment with"
                        + " name '"
                        + denyName
                        + "' and Id '"
                        + denyId
                        + "' at scope '"
                        + denyScope
                        + "'.");
    }

    public static AzureException resourceNotFound(ArmResourceId id) {
        return new AzureException(
                404,
                "ResourceNotFound",
                "The Resource '"
                        + id.type()
                        + "/"
                        + id.name()
                        + "' under resource group '"
                        + id.resourceGroup()
                        + "' was not found. For more details please go to"
                        + " https://aka.ms/ARMResourceNotFoundFix");
    }

    public static AzureException parentResourceNotFound(ArmResourceId parent) {
        return new AzureException(
                404,
                "ParentResourceNotFound",
                "Failed to perform the requested operation on nested resource: parent resource '"
                        + parent
                        + "' not found.");
    }

    public static AzureException resourceGroupNotFound(String name) {
        return new AzureException(404, "ResourceGroupNotFound", "Resource group '" + name + "' could not be found.");
    }

    /** For a type that stands at subscriptions and below, asked for at the root. */
    public static AzureException missingSubscription() {
        return new AzureException(
                404,
                "MissingSubscription",
                "The request did not have a subscription or a valid tenant level resource provider.");
    }

    public static AzureException subscriptionNotFound(String subscriptionId) {
        return new AzureException(
                404, "SubscriptionNotFound", "The subscription '" + subscriptionId + "' could not be found.");
    }

    public static AzureException missingApiVersion() {
        return new AzureException(
                400,
                "MissingApiVersionParameter",
                "The api-version query parameter (?api-version=) is required for all requests; give"
                        + " a date of 2015 or later such as 2022-10-01.");
    }

    public static AzureException invalidApiVersion(String given) {
        return new AzureException(
                400,
                "InvalidApiVersionParameter",
                "The api-version '"
                        + given
                        + "' is invalid: it must be a date of 2015 or later such as 2022-10-01,"
                        + " with or without -preview.");
    }

    public static AzureException invalidRequestContent(String why) {
        return new AzureException(400, "InvalidRequestContent", why);
    }

    /** A change that the state of the resource does not allow. */
    public static AzureException conflict(String why) {
        return new AzureException(409, "Conflict", why);
    }

    /** Microsoft.Compute's refusal of a property's value. */
    public static AzureException invalidParameter(String parameter, String why) {
        return new AzureException(
                        400, "InvalidParameter", "The value of parameter '" + parameter + "' is invalid: " + why)
                .withTarget(parameter);
    }

    public static AzureException locationRequired() {
        return new AzureException(400, "LocationRequired", "The location property is required for this definition.")
                .withTarget("location");
    }

    /** A resource stays where it is. */
    public static AzureException otherLocation(ArmResourceId id, String there, String given) {
        return new AzureException(
                409,
                "InvalidResourceLocation",
                "The resource '"
                        + id.name()
                        + "' already exists in location '"
                        + there
                        + "' in resource group '"
                        + id.resourceGroup()
                        + "'. A resource with the same name cannot be created in location '"
                        + given
                        + "'. Please select a new resource name.");
    }

    public static AzureException propertyChangeNotAllowed(String property) {
        return new AzureException(
                        409, "PropertyChangeNotAllowed", "Changing property '" + property + "' is not allowed.")
                .withTarget(property);
    }

    public static AzureException invalidResourceName(String name, String rule) {
        return new AzureException(400, "InvalidResourceName", "The name '" + name + "' is not valid: " + rule);
    }

    public static AzureException scopeLocked(String id, String operation, List<String> locks) {
        return new AzureException(
                409,
                "ScopeLocked",
                "The scope '"
                        + id
                        + "' cannot perform "
                        + operation
                        + " operation because following scope(s) are locked: '"
                        + String.join("', '", locks)
                        + "'. Please remove the lock and try again.");
    }

    public static AzureException missingRegistration(String subscriptionId, String namespace) {
        String message = "The subscription is not registered to use namespace '"
                + namespace
                + "'. See https://aka.ms/rps-not-found for how to register subscriptions.";
        return new AzureException(409, "MissingSubscriptionRegistration", message)
                .withDetails(List.of(new AzureException.Detail("MissingSubscriptionRegistration", message, namespace)));
    }

    public static AzureException invalidResourceNamespace(String namespace) {
        return new AzureException(
                404, "InvalidResourceNamespace", "The resource namespace '" + namespace + "' is invalid.");
    }

    public static AzureException invalidResourceType(String type, String namespace) {
        return new AzureException(
                404,
                "InvalidResourceType",
                "The resource type '" + type + "' could not be found in the namespace '" + namespace + "'.");
    }

    public static AzureException methodNotAllowed(ArmCall call) {
        return new AzureException(
                405,
                "HttpMethodNotAllowed",
                "The method "
                        + call.method()
                        + " is not supported on '"
                        + call.target().type()
                        + "'.");
    }

    /** Returns the data planes' word for a token of a tenant that the resource is not of. */
    public static AzureException wrongTenant(String tenantId) {
        return new AzureException(
                401,
                "InvalidAuthenticationTokenTenant",
                "The access token is from the wrong issuer: its tenant is '"
                        + tenantId
                        + "', not the one of this subscription.");
    }
}
