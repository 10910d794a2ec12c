package io.mltwin.tokencheck;

/**
 * The checks of a token, in the order in which a receiver makes them. A token is accepted when it
 * passes all of them, and refused by the first that it fails.
 */
public enum TokenStep {
    /** There is a token at all. */
    PRESENT(TokenExamination::requireText),
    /** Three parts with dots between them; the first is a JSON object. */
    FORM(TokenExamination::readForm),
    /** The header names RS256. */
    ALGORITHM(TokenExamination::requireAlgorithm),
    /** The second part is a JSON object. */
    CLAIMS(TokenExamination::readClaims),
    /** {@code iss} is an issuer that the platform trusts. */
    ISSUER(TokenExamination::requireIssuer),
    /** The header names a key. */
    KEY_NAMED(TokenExamination::requireKeyId),
    /** The issuer publishes that key. */
    KEY(TokenExamination::findKey),
    /** The third part was made with that key. */
    SIGNATURE(TokenExamination::verifySignature),
    /** {@code exp} is a time. */
    EXPIRY(TokenExamination::readExpiry),
    /** {@code aud} is one name. */
    ONE_AUDIENCE(TokenExamination::readAudience),
    /** {@code nbf} is a time, or absent. */
    START(TokenExamination::readStart),
    /** {@code exp} lies ahead. */
    NOT_EXPIRED(TokenExamination::requireNotExpired),
    /** {@code nbf} lies at most {@value TokenExamination#START_GRACE_SECONDS} seconds ahead. */
    STARTED(TokenExamination::requireStarted),
    /** The plane takes this kind of token. */
    KIND(TokenExamination::requireKind),
    /** The plane takes this audience. */
    AUDIENCE(TokenExamination::requireAudience),
    /** The application is one of those that have tokens of this kind. */
    APPLICATION(TokenExamination::requireApplication),
    /** The claims are there that a token of this kind must have. */
    OWN_CLAIMS(TokenExamination::requireOwnClaims),
    /** {@code tid} is the tenant of the issuer. */
    TENANT(TokenExamination::requireTenant);

    private static final TokenStep[] ALL = values();

    /** Makes one check. */
    private interface Examiner {
        void examine(TokenExamination examination) throws TokenRefusedException;
    }

    private final Examiner examiner;

    TokenStep(Examiner examiner) {
        this.examiner = examiner;
    }

    /** Returns all checks in their order. */
    static TokenStep[] all() {
        return ALL.clone();
    }

    void examine(TokenExamination examination) throws TokenRefusedException {
        examiner.examine(examination);
    }

    /**
     * Makes the checks from one to another, both included.
     *
     * @throws TokenRefusedException of the first that the token fails
     */
    static void require(TokenExamination examination, TokenStep first, TokenStep last) throws TokenRefusedException {
        for (int i = first.ordinal(); i <= last.ordinal(); i++) {
            ALL[i].examine(examination);
        }
    }
}
