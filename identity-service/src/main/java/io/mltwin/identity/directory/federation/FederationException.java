package io.mltwin.identity.directory.federation;

/** Thrown when a token of another issuer is not accepted, with Azure AD's error code. */
public final class FederationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    private FederationException(String code, String message) {
        super(message);
        this.code = code;
    }

    static FederationException unknownIssuer(String issuer) {
        return new FederationException(
                "700211",
                "No matching federated identity record found for presented assertion issuer '"
                        + issuer
                        + "'. Please check your federated identity credential Subject, Audience and"
                        + " Issuer against the presented assertion.");
    }

    static FederationException unknownAudience(String audience) {
        return new FederationException(
                "700212",
                "No matching federated identity record found for presented assertion audience '"
                        + audience
                        + "'. Please check your federated identity credential Subject, Audience and"
                        + " Issuer against the presented assertion.");
    }

    static FederationException unknownSubject(String subject) {
        return new FederationException(
                "700213",
                "No matching federated identity record found for presented assertion subject '"
                        + subject
                        + "'. Please check your federated identity credential Subject, Audience and"
                        + " Issuer against the presented assertion.");
    }

    static FederationException malformed() {
        return new FederationException("50027", "The token is invalid: it is no JSON web token.");
    }

    static FederationException badSignature(String why) {
        return new FederationException("50013", "Assertion failed signature validation. [Reason - " + why + ".]");
    }

    static FederationException noKeys(String issuer, String why) {
        return new FederationException(
                "90061",
                "Request to External OIDC endpoint failed: the keys of the issuer '"
                        + issuer
                        + "' could not be had, "
                        + why
                        + ".");
    }

    static FederationException outOfTime(String why) {
        return new FederationException("700024", "Client assertion is not within its valid time range: " + why + ".");
    }

    /** Returns the digits after AADSTS. */
    public String code() {
        return code;
    }
}
