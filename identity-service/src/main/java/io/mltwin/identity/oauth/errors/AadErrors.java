package io.mltwin.identity.oauth.errors;

import io.mltwin.armweb.AzureException;
import java.util.Map;

/** Azure AD's error codes, each with status, OAuth error and text in one place. */
public final class AadErrors {

    private static final String NO_APPLICATION = "00000000-0000-0000-0000-000000000000";

    private AadErrors() {}

    /** Returns an error of Azure AD. */
    public static AzureException fault(int status, String error, String code, String text, Object... arguments) {
        return new AzureException(status, error, "AADSTS%s: %s", code, AzureException.text(text, arguments))
                .withInnerCode(code);
    }

    /** While the platform is reset. */
    public static AzureException temporarilyUnavailable() {
        return fault(
                        503,
                        "temporarily_unavailable",
                        "90033",
                        "A transient error has occurred. Please try again. The platform is being reset; if it stays like"
                                + " this, the reset was interrupted: repeat ./mltwin reset.")
                .withHeaders(Map.of("Retry-After", "1"));
    }

    public static AzureException missingParameter(String name) {
        return fault(
                400, "invalid_request", "900144", "The request body must contain the following parameter: '%s'.", name);
    }

    public static AzureException malformedRequest() {
        return fault(400, "invalid_request", "9002313", "Invalid request. Request is malformed or invalid.");
    }

    public static AzureException duplicatedParameter(String name) {
        return fault(
                400,
                "invalid_request",
                "9000411",
                "The request is not properly formatted. The parameter '%s' is duplicated.",
                name);
    }

    public static AzureException onlyPost(String method) {
        return fault(
                405,
                "invalid_request",
                "900561",
                "The endpoint only accepts POST requests. Received a %s request.",
                method);
    }

    /** {@code consumers} has no users here. */
    public static AzureException noConsumers() {
        return fault(
                400,
                "invalid_request",
                "9002346",
                "This authority is for Microsoft account users only, and there are none: use a"
                        + " tenant or 'organizations'.");
    }

    public static AzureException resourceNotSupported() {
        return fault(400, "invalid_request", "901002", "The 'resource' request parameter is not supported.");
    }

    public static AzureException unsupportedGrant(String grant) {
        return fault(
                400, "unsupported_grant_type", "70003", "The app requested an unsupported grant type '%s'.", grant);
    }

    /** Returns the error of the token endpoint. */
    public static AzureException tenantNotFound(String tenant) {
        return tenantNotFound("invalid_request", tenant);
    }

    /** Returns the error of metadata. */
    public static AzureException invalidTenant(String tenant) {
        return tenantNotFound("invalid_tenant", tenant);
    }

    private static AzureException tenantNotFound(String error, String tenant) {
        return fault(
                400,
                error,
                "90002",
                "Tenant '%s' not found. Check to make sure you have the correct tenant ID and are signing into the"
                        + " correct cloud. Check with your subscription administrator, this may happen if there are no active"
                        + " subscriptions for the tenant.",
                tenant);
    }

    public static AzureException noTenantInRequest() {
        return fault(
                400,
                "invalid_request",
                "50059",
                "No tenant-identifying information found in either the request or implied by any"
                        + " provided credentials.");
    }

    /** Returns the error for an application that the tenant does not know. */
    public static AzureException applicationNotFound(String applicationId, String tenant) {
        if (applicationId.equals(NO_APPLICATION)) {
            return fault(
                    400, "unauthorized_client", "700038", applicationId + " is not a valid application identifier.");
        }
        return fault(
                400,
                "unauthorized_client",
                "700016",
                "Application with identifier '%s' was not found in the directory '%s'. This can happen if the"
                        + " application has not been installed by the administrator of the tenant or consented to by any user"
                        + " in the tenant. You may have sent your authentication request to the wrong tenant.",
                applicationId,
                tenant);
    }

    public static AzureException applicationDisabled(String applicationId, String name) {
        return fault(400, "unauthorized_client", "7000112", "Application '%s'(%s) is disabled.", applicationId, name);
    }

    public static AzureException expiredSecret(String applicationId) {
        return fault(
                401,
                "invalid_client",
                "7000222",
                "The provided client secret keys for app '%s' are expired. Create new keys for your app, or consider"
                        + " using certificate credentials.",
                applicationId);
    }

    public static AzureException publicClientProof() {
        return fault(
                401,
                "invalid_client",
                "700025",
                "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.");
    }

    public static AzureException wrongSecret(String applicationId) {
        return fault(
                401,
                "invalid_client",
                "7000215",
                "Invalid client secret provided. Ensure the secret being sent in the request is the client secret"
                        + " value, not the client secret ID, for a secret added to app '%s'.",
                applicationId);
    }

    public static AzureException missingClientProof() {
        return fault(
                401,
                "invalid_client",
                "7000218",
                "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
    }

    public static AzureException badAssertion(String why) {
        return fault(
                401,
                "invalid_client",
                "700027",
                "The certificate with identifier used to sign the client assertion is not registered on application,"
                        + " or the assertion is not valid. [Reason - %s]",
                why);
    }

    public static AzureException invalidScope(String scope, String why) {
        return fault(
                400,
                "invalid_scope",
                "70011",
                "The provided value for the input parameter 'scope' is not valid. The scope '%s' is not valid: %s.",
                scope,
                why);
    }

    public static AzureException applicationScope(String scope) {
        return fault(
                400,
                "invalid_scope",
                "1002012",
                "The provided value for scope %s is not valid. Client credential flows must have a scope value with"
                        + " /.default suffixed to the resource identifier (application ID URI).",
                scope);
    }

    /**
     * @param tenant the id of the tenant
     */
    public static AzureException resourceNotFound(String resource, String tenant) {
        return fault(
                400,
                "invalid_resource",
                "500011",
                "The resource principal named %s was not found in the tenant named %s. This can happen if the"
                        + " application has not been installed by the administrator of the tenant or consented to by any user"
                        + " in the tenant. You might have sent your authentication request to the wrong tenant.",
                resource,
                tenant);
    }

    /** The user has not consented to this application at this resource. */
    public static AzureException consentNeeded(String applicationId, String name) {
        return fault(
                400,
                "invalid_grant",
                "65001",
                "The user or administrator has not consented to use the application with ID '%s' named '%s'. Send an"
                        + " interactive authorization request for this user and resource.",
                applicationId,
                name);
    }

    public static AzureException userNotAssigned(String user, String applicationId) {
        return fault(
                400,
                "access_denied",
                "50105",
                "The signed in user '%s' is not assigned to a role for the application '%s'.",
                user,
                applicationId);
    }

    public static AzureException badUserAssertion(String code, String why) {
        return fault(400, "invalid_grant", code, "Assertion is invalid because of various reasons. " + why);
    }

    public static AzureException notAUsersAssertion() {
        return fault(
                400,
                "invalid_grant",
                "7000114",
                "Application is not allowed to make application on-behalf-of calls: the assertion speaks for no user.");
    }

    public static AzureException idTokenAsAssertion() {
        return fault(
                400,
                "invalid_grant",
                "240002",
                "Input id_token cannot be used as 'urn:ietf:params:oauth:grant-type:jwt-bearer' grant.");
    }

    /** Instance discovery named an unknown authority. */
    public static AzureException unknownAuthority() {
        return fault(400, "invalid_instance", "50049", "Unknown or invalid instance.");
    }
}
