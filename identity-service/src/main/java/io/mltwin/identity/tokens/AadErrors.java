package io.mltwin.identity.tokens;

import io.mltwin.armweb.AzureFault;
import java.util.Map;

/** Azure AD's error codes, each with status, OAuth error and text in one place. */
public final class AadErrors {

    private AadErrors() {}

    private static AzureFault fault(int status, String error, String code, String text) {
        return new AzureFault(status, error, "AADSTS" + code + ": " + text).withInnerCode(code);
    }

    /** While the platform is reset. */
    static AzureFault temporarilyUnavailable() {
        return fault(
                        503,
                        "temporarily_unavailable",
                        "90033",
                        "A transient error has occurred. Please try again. The platform is being reset; if it"
                                + " stays like this, the reset was interrupted: repeat ./mltwin reset.")
                .withHeaders(Map.of("Retry-After", "1"));
    }

    static AzureFault missingParameter(String name) {
        return fault(
                400,
                "invalid_request",
                "900144",
                "The request body must contain the following parameter: '" + name + "'.");
    }

    static AzureFault malformedRequest() {
        return fault(
                400,
                "invalid_request",
                "9002313",
                "Invalid request. Request is malformed or invalid.");
    }

    static AzureFault resourceNotSupported() {
        return fault(
                400,
                "invalid_request",
                "901002",
                "The 'resource' request parameter is not supported.");
    }

    static AzureFault unsupportedGrant(String grant) {
        return fault(
                400,
                "unsupported_grant_type",
                "70003",
                "The app requested an unsupported grant type '" + grant + "'.");
    }

    static AzureFault grantNotBuilt(String grant) {
        return fault(
                400,
                "unsupported_grant_type",
                "70003",
                "The grant type '"
                        + grant
                        + "' is not built yet in mltwin; use client_credentials or password.");
    }

    /** As the token endpoint says it. */
    static AzureFault tenantNotFound(String tenant) {
        return tenantNotFound("invalid_request", tenant);
    }

    /** As metadata says it. */
    public static AzureFault invalidTenant(String tenant) {
        return tenantNotFound("invalid_tenant", tenant);
    }

    private static AzureFault tenantNotFound(String error, String tenant) {
        return fault(
                400,
                error,
                "90002",
                "Tenant '"
                        + tenant
                        + "' not found. Check to make sure you have the correct tenant ID and are signing into the correct"
                        + " cloud. Check with your subscription administrator, this may happen if there are no active subscriptions"
                        + " for the tenant.");
    }

    static AzureFault noTenantInRequest() {
        return fault(
                400,
                "invalid_request",
                "50059",
                "No tenant-identifying information found in either the request or implied by any provided credentials.");
    }

    static AzureFault applicationNotFound(String applicationId, String tenant) {
        return fault(
                400,
                "unauthorized_client",
                "700016",
                "Application with identifier '"
                        + applicationId
                        + "' was not found in the directory '"
                        + tenant
                        + "'. This can happen if the application has not been installed by the administrator of the tenant or"
                        + " consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.");
    }

    static AzureFault wrongSecret(String applicationId) {
        return fault(
                401,
                "invalid_client",
                "7000215",
                "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the"
                        + " client secret ID, for a secret added to app '"
                        + applicationId
                        + "'.");
    }

    static AzureFault missingClientProof() {
        return fault(
                401,
                "invalid_client",
                "7000218",
                "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
    }

    static AzureFault badAssertion(String why) {
        return fault(
                401,
                "invalid_client",
                "700027",
                "The certificate with identifier used to sign the client assertion is not registered on application, or the assertion"
                        + " is not valid. [Reason - "
                        + why
                        + "]");
    }

    static AzureFault invalidScope(String scope, String why) {
        return fault(
                400,
                "invalid_scope",
                "70011",
                "The provided value for the input parameter 'scope' is not valid. The scope '"
                        + scope
                        + "' is not valid: "
                        + why
                        + ".");
    }

    static AzureFault applicationScope(String scope) {
        return fault(
                400,
                "invalid_scope",
                "1002012",
                "The provided value for scope "
                        + scope
                        + " is not valid. Client credential flows must have a scope value with /.default"
                        + " suffixed to the resource identifier (application ID URI).");
    }

    static AzureFault resourceNotFound(String resource, String tenant) {
        return fault(
                400,
                "invalid_resource",
                "500011",
                "The resource principal named "
                        + resource
                        + " was not found in the tenant named "
                        + tenant
                        + ". This can happen if the application has not been installed by the administrator of the tenant or consented to by"
                        + " any user in the tenant. You might have sent your authentication request to the wrong tenant.");
    }

    static AzureFault userNotFound(String user, String tenant) {
        return fault(
                400,
                "invalid_grant",
                "50034",
                "The user account "
                        + user
                        + " does not exist in the "
                        + tenant
                        + " directory. To sign into this application, the account must be added to the directory.");
    }

    static AzureFault wrongPassword() {
        return fault(
                400,
                "invalid_grant",
                "50126",
                "Error validating credentials due to invalid username or password.");
    }

    /** Instance discovery of an authority that is none of ours. */
    public static AzureFault unknownAuthority() {
        return fault(400, "invalid_instance", "50049", "Unknown or invalid instance.");
    }
}
