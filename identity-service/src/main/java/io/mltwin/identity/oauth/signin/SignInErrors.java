package io.mltwin.identity.oauth.signin;

import io.mltwin.armweb.AzureException;
import io.mltwin.identity.oauth.errors.AadErrors;

/** The errors of Azure AD in the browser, shown on a page or sent to the client. */
final class SignInErrors {

    private static final String INVALID = "invalid_request";

    private SignInErrors() {}

    static AzureException queryTooLong() {
        return AadErrors.fault(400, INVALID, "90015", "Requested query string is too long.");
    }

    static AzureException duplicated(String name) {
        return AadErrors.fault(
                400,
                INVALID,
                "9000411",
                "The request is not properly formatted. The parameter '%s' is duplicated.",
                name);
    }

    static AzureException malformed() {
        return AadErrors.fault(400, INVALID, "9002313", "Invalid request. Request is malformed or invalid.");
    }

    static AzureException missing(String name) {
        return AadErrors.fault(
                400, INVALID, "900144", "The request body must contain the following parameter: '%s'.", name);
    }

    static AzureException tenantNotFound(String tenant) {
        return AadErrors.fault(
                400,
                INVALID,
                "90002",
                "Tenant '%s' not found. Check to make sure you have the correct tenant ID and are signing into the"
                        + " correct cloud.",
                tenant);
    }

    static AzureException noReplyAddress() {
        return AadErrors.fault(400, INVALID, "900971", "No reply address provided: 'redirect_uri' is missing.");
    }

    static AzureException replyAddressMismatch(String redirectUri, String clientId) {
        return AadErrors.fault(
                400,
                INVALID,
                "50011",
                "The redirect URI '%s' specified in the request does not match the redirect URIs configured for the"
                        + " application '%s'. Make sure the redirect URI sent in the request matches one added to the"
                        + " application.",
                redirectUri,
                clientId);
    }

    static AzureException responseTypeNotEnabled(String responseType) {
        boolean token = responseType.contains("token") && !responseType.contains("id_token");
        return AadErrors.fault(
                400,
                "unsupported_response_type",
                token ? "700051" : "700054",
                "response_type '%s' is not enabled for the application.",
                responseType);
    }

    static AzureException unsupportedResponseType(String responseType) {
        return AadErrors.fault(
                400,
                "unsupported_response_type",
                "70005",
                "The app returned an unsupported value '%s' of 'response_type'.",
                responseType);
    }

    static AzureException unsupportedResponseMode(String responseMode) {
        return AadErrors.fault(
                400, INVALID, "70007", "'%s' is not a supported value of 'response_mode'.", responseMode);
    }

    static AzureException unsupportedPrompt(String prompt) {
        return AadErrors.fault(400, INVALID, "90023", "Unsupported 'prompt' value '%s'.", prompt);
    }

    static AzureException invalidMaxAge() {
        return AadErrors.fault(400, INVALID, "90023", "Unsupported 'max_age' value: it must be a number of seconds.");
    }

    static AzureException challengeRequired() {
        return AadErrors.fault(
                400,
                INVALID,
                "9002325",
                "Proof Key for Code Exchange is required: send 'code_challenge' and 'code_challenge_method=S256'.");
    }

    static AzureException challengeSize() {
        return AadErrors.fault(400, INVALID, "50147", "Invalid size of Code_Challenge parameter.");
    }

    static AzureException challengeMethod() {
        return AadErrors.fault(400, INVALID, "50149", "Invalid Code_Challenge_method parameter: use S256.");
    }

    static AzureException formOfAnotherBrowser() {
        return AadErrors.fault(
                400,
                INVALID,
                "165000",
                "Invalid Request: The request tokens do not match the user context. Cookies and form fields of"
                        + " different sign-ins or browsers cannot be mixed, and the browser must accept cookies.");
    }

    static AzureException flowExpired() {
        return AadErrors.fault(
                400,
                INVALID,
                "50089",
                "Authentication failed due to flow token expired: the page was open for too long.");
    }

    static AzureException notSignedIn() {
        return AadErrors.fault(
                400, "login_required", "50058", "A silent sign-in request was sent but no user is signed in.");
    }

    static AzureException consentRequired(String clientId, String name) {
        return AadErrors.fault(
                400,
                "consent_required",
                "65001",
                "The user or administrator has not consented to use the application with ID '%s' named '%s'. Send an"
                        + " interactive authorization request for this user and resource.",
                clientId,
                name);
    }

    static AzureException consentDeclined() {
        return AadErrors.fault(400, "access_denied", "65004", "User declined to consent to access the app.");
    }

    static AzureException selectionRequired() {
        return AadErrors.fault(
                400,
                "interaction_required",
                "16000",
                "Either multiple user identities are available for the current request or selected"
                        + " account is not supported for the scenario.");
    }

    /** The database is not available for a moment. */
    static AzureException unavailable() {
        return AadErrors.fault(
                503, "temporarily_unavailable", "90033", "A transient error has occurred. Please try again.");
    }

    static AzureException failedInside() {
        return AadErrors.fault(500, "server_error", "50000", "There was an error issuing a token.");
    }

    static AzureException beingReset() {
        return AadErrors.fault(
                503,
                "temporarily_unavailable",
                "90033",
                "A transient error has occurred. Please try again. The platform is being reset.");
    }
}
