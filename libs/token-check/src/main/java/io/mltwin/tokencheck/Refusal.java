package io.mltwin.tokencheck;

/** Why a token was refused. */
public enum Refusal {
    MISSING(
            "AuthenticationFailed",
            "Authentication failed. The 'Authorization' header is missing or has no Bearer token."),
    MALFORMED(
            "InvalidAuthenticationToken",
            "The access token is invalid: it is no signed JSON web token of a trusted algorithm."),
    BAD_SIGNATURE("InvalidAuthenticationToken", "The access token is invalid: its signature does not match."),
    UNKNOWN_KEY("InvalidAuthenticationToken", "The access token is invalid: its issuer publishes no such signing key."),
    UNTRUSTED_ISSUER("InvalidAuthenticationToken", "The access token is from an issuer that is not trusted here."),
    EXPIRED("ExpiredAuthenticationToken", "The access token expiry is in the past; ask for a new one."),
    NOT_YET_VALID("InvalidAuthenticationToken", "The access token is not valid yet."),
    WRONG_AUDIENCE(
            "InvalidAuthenticationTokenAudience",
            "The access token has been obtained for another audience or is of a kind not accepted here."),
    KEYS_UNAVAILABLE(
            "AuthenticationUnavailable",
            "The issuer's signing keys cannot be fetched at the moment; try again shortly.");

    private final String code;
    private final String text;

    Refusal(String code, String text) {
        this.code = code;
        this.text = text;
    }

    /** Azure Resource Manager's code for it. */
    public String code() {
        return code;
    }

    public String text() {
        return text;
    }
}
