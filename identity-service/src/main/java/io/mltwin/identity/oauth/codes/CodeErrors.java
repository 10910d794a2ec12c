package io.mltwin.identity.oauth.codes;

import io.mltwin.armweb.AzureException;
import io.mltwin.identity.oauth.errors.AadErrors;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** The errors by which Azure AD refuses codes and refresh tokens. */
final class CodeErrors {

    private static final String GRANT = "invalid_grant";

    private CodeErrors() {}

    /** The grant is unknown or belongs to another client; the client does not learn which. */
    static AzureException invalidGrant(String parameter) {
        return AadErrors.fault(
                400,
                GRANT,
                "70000",
                "Provided grant is invalid or malformed: the value of '%s' is not one that was issued to this"
                        + " application.",
                parameter);
    }

    static AzureException tooManyRequests() {
        return AadErrors.fault(
                        429,
                        "temporarily_unavailable",
                        "90055",
                        "There are too many incoming requests: too many device codes wait for a user.")
                .withHeaders(Map.of("Retry-After", "60"));
    }

    static AzureException alreadyRedeemed() {
        return AadErrors.fault(
                400,
                GRANT,
                "54005",
                "OAuth2 Authorization code was already redeemed, please retry with a new valid code"
                        + " or use an existing refresh token.");
    }

    static AzureException codeExpired() {
        return AadErrors.fault(
                400,
                GRANT,
                "70008",
                "The provided authorization code or refresh token has expired due to inactivity."
                        + " Send a new interactive authorization request for this user and resource.");
    }

    static AzureException codeOfAnotherTenant() {
        return AadErrors.fault(
                400,
                GRANT,
                "700005",
                "The provided authorization code is intended for use against another tenant, and"
                        + " can't be redeemed here.");
    }

    static AzureException replyAddressMismatch(String presented) {
        return AadErrors.fault(
                401,
                "invalid_client",
                "500112",
                "The reply address '%s' does not match the reply address provided when requesting Authorization code.",
                presented);
    }

    static AzureException verifierMismatch() {
        return AadErrors.fault(
                400,
                GRANT,
                "501481",
                "The Code_Verifier does not match the code_challenge supplied in the authorization request.");
    }

    static AzureException challengeSize() {
        return AadErrors.fault(400, GRANT, "50147", "Invalid size of Code_Challenge parameter.");
    }

    static AzureException challengeMissing() {
        return AadErrors.fault(
                400,
                "invalid_request",
                "9002325",
                "Proof Key for Code Exchange is required for the authorization code of a public client.");
    }

    static AzureException verifierWithoutChallenge() {
        return AadErrors.fault(
                400,
                GRANT,
                "50148",
                "The code_verifier does not match the code_challenge supplied in the authorization"
                        + " request for PKCE: there was none.");
    }

    static AzureException refreshTokenInactive(Instant issuedOn) {
        return AadErrors.fault(
                400,
                GRANT,
                "700082",
                "The refresh token has expired due to inactivity. The token was issued on %s and was inactive for"
                        + " 90.00:00:00.",
                issuedOn.truncatedTo(ChronoUnit.SECONDS));
    }

    static AzureException authorizationPending() {
        return AadErrors.fault(
                400,
                "authorization_pending",
                "70016",
                "OAuth 2.0 device flow error. Authorization is pending. Continue polling.");
    }

    static AzureException slowDown() {
        return AadErrors.fault(
                400,
                "slow_down",
                "70016",
                "OAuth 2.0 device flow error. Authorization is pending. Poll no more often than the interval says.");
    }

    static AzureException authorizationDeclined() {
        return AadErrors.fault(
                400,
                "authorization_declined",
                "70017",
                "OAuth 2.0 device flow error. The end user denied the authorization request.");
    }

    static AzureException badVerificationCode() {
        return AadErrors.fault(
                400,
                "bad_verification_code",
                "70018",
                "Invalid verification code: the value of 'device_code' was not recognized.");
    }

    static AzureException deviceCodeExpired() {
        return AadErrors.fault(
                400,
                "expired_token",
                "70020",
                "The provided value for the input parameter 'device_code' is not valid. This device code has expired.");
    }

    static AzureException deviceCodeUsed() {
        return AadErrors.fault(
                400,
                GRANT,
                "54005",
                "The device code was already redeemed, please retry with a new one or use an existing refresh token.");
    }
}
