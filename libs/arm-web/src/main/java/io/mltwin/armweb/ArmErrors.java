package io.mltwin.armweb;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.forbidden;
import static io.mltwin.armweb.AzureException.notFound;
import static io.mltwin.encoding.Absence.isBlank;

import java.util.List;

/** The error codes of Azure Resource Manager, each with its status and text in one place. */
public final class ArmErrors {

    private ArmErrors() {}

    public static AzureException authorizationFailed(Caller caller, String action, String scope) {
        return forbidden(
                "AuthorizationFailed",
                "The client '%s' with object id '%s' does not have authorization to perform action '%s' over scope"
                        + " '%s' or the scope is invalid. If access was recently granted, please refresh your credentials.",
                caller.displayName(),
                caller.objectId(),
                action,
                scope);
    }

    /** Somebody whose roles would allow it, were there not a deny assignment. */
    public static AzureException denyAssignmentAuthorizationFailed(
            Caller caller, String action, String scope, String denyName, String denyId, String denyScope) {
        return forbidden(
                "DenyAssignmentAuthorizationFailed",
                "The client '%s' with object id '%s' has permission to perform action '%s' on scope '%s'; however,"
                        + " the access is denied because of the deny assignment with name '%s' and Id '%s' at scope '%s'.",
                caller.displayName(),
                caller.objectId(),
                action,
                scope,
                denyName,
                denyId,
                denyScope);
    }

    public static AzureException resourceNotFound(ArmResourceId id) {
        return notFound(
                "ResourceNotFound",
                "The Resource '%s/%s' under resource group '%s' was not found. For more details please go to"
                        + " https://aka.ms/ARMResourceNotFoundFix",
                id.type(),
                id.name(),
                id.resourceGroup());
    }

    public static AzureException parentResourceNotFound(ArmResourceId parent) {
        return notFound(
                "ParentResourceNotFound",
                "Failed to perform the requested operation on nested resource: parent resource '%s' not found.",
                parent);
    }

    public static AzureException resourceGroupNotFound(String name) {
        return notFound("ResourceGroupNotFound", "Resource group '%s' could not be found.", name);
    }

    /** For a type that stands at subscriptions and below, asked for at the root. */
    public static AzureException missingSubscription() {
        return notFound(
                "MissingSubscription",
                "The request did not have a subscription or a valid tenant level resource provider.");
    }

    public static AzureException subscriptionNotFound(String subscriptionId) {
        return notFound("SubscriptionNotFound", "The subscription '%s' could not be found.", subscriptionId);
    }

    public static AzureException missingApiVersion() {
        return badRequest(
                "MissingApiVersionParameter",
                "The api-version query parameter (?api-version=) is required for all requests; give"
                        + " a date of 2015 or later such as 2022-10-01.");
    }

    public static AzureException invalidApiVersion(String given) {
        return badRequest(
                "InvalidApiVersionParameter",
                "The api-version '%s' is invalid: it must be a date of 2015 or later such as 2022-10-01, with or"
                        + " without -preview.",
                given);
    }

    public static AzureException invalidRequestContent(String why, Object... arguments) {
        return badRequest("InvalidRequestContent", why, arguments);
    }

    /** Refuses the content of a request for which this is true. */
    public static void invalidRequestContentIf(boolean wrong, String why, Object... arguments) {
        if (wrong) {
            throw invalidRequestContent(why, arguments);
        }
    }

    /** Returns a member of a request's content, which must be there and not be blank. */
    public static String requireMember(String name, String value) {
        invalidRequestContentIf(isBlank(value), "'%s' is missing.", name);
        return value;
    }

    /** A change that the state of the resource does not allow. */
    public static AzureException conflict(String why) {
        return AzureException.conflict("Conflict", why);
    }

    /**
     * Microsoft.Compute's refusal of a property's value.
     *
     * @param why null for a property that is missing
     */
    public static AzureException invalidParameter(String parameter, String why) {
        AzureException refusal = why == null
                ? badRequest("InvalidParameter", "Required parameter '%s' is missing (null).", parameter)
                : badRequest("InvalidParameter", "The value of parameter '%s' is invalid: %s", parameter, why);
        return refusal.withTarget(parameter);
    }

    /** Microsoft.Compute's refusal of a request that lacks a property. */
    public static AzureException missingParameter(String parameter) {
        return invalidParameter(parameter, null);
    }

    public static AzureException locationRequired() {
        return badRequest("LocationRequired", "The location property is required for this definition.")
                .withTarget("location");
    }

    /** Refuses a request that names no location. */
    public static void requireLocation(String location) {
        if (isBlank(location)) {
            throw locationRequired();
        }
    }

    /** A resource stays where it is. */
    public static AzureException otherLocation(ArmResourceId id, String there, String given) {
        return AzureException.conflict(
                "InvalidResourceLocation",
                "The resource '%s' already exists in location '%s' in resource group '%s'. A resource with the same"
                        + " name cannot be created in location '%s'. Please select a new resource name.",
                id.name(),
                there,
                id.resourceGroup(),
                given);
    }

    public static AzureException propertyChangeNotAllowed(String property) {
        return AzureException.conflict("PropertyChangeNotAllowed", "Changing property '%s' is not allowed.", property)
                .withTarget(property);
    }

    public static AzureException invalidResourceName(String name, String rule) {
        return badRequest("InvalidResourceName", "The name '%s' is not valid: %s", name, rule);
    }

    public static void invalidResourceNameIf(boolean wrong, String name, String rule) {
        if (wrong) {
            throw invalidResourceName(name, rule);
        }
    }

    public static AzureException scopeLocked(String id, String operation, List<String> locks) {
        return AzureException.conflict(
                "ScopeLocked",
                "The scope '%s' cannot perform %s operation because following scope(s) are locked: '%s'. Please"
                        + " remove the lock and try again.",
                id,
                operation,
                String.join("', '", locks));
    }

    public static AzureException missingRegistration(String subscriptionId, String namespace) {
        String message = "The subscription is not registered to use namespace '"
                + namespace
                + "'. See https://aka.ms/rps-not-found for how to register subscriptions.";
        return AzureException.conflict("MissingSubscriptionRegistration", message)
                .withDetails(List.of(new AzureException.Detail("MissingSubscriptionRegistration", message, namespace)));
    }

    public static AzureException invalidResourceNamespace(String namespace) {
        return notFound("InvalidResourceNamespace", "The resource namespace '%s' is invalid.", namespace);
    }

    public static AzureException invalidResourceType(String type, String namespace) {
        return notFound(
                "InvalidResourceType",
                "The resource type '%s' could not be found in the namespace '%s'.",
                type,
                namespace);
    }

    public static AzureException methodNotAllowed(ArmCall call) {
        return new AzureException(
                405,
                "HttpMethodNotAllowed",
                "The method %s is not supported on '%s'.",
                call.method(),
                call.target().type());
    }

    /** Returns the data planes' word for a token of a tenant that the resource is not of. */
    public static AzureException wrongTenant(String tenantId) {
        return new AzureException(
                401,
                "InvalidAuthenticationTokenTenant",
                "The access token is from the wrong issuer: its tenant is '%s', not the one of this subscription.",
                tenantId);
    }
}
