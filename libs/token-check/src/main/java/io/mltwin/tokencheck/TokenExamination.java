package io.mltwin.tokencheck;

import io.mltwin.platform.Principals;
import io.mltwin.platform.clock.PlatformClock;
import io.mltwin.tokencheck.Issuers.Family;
import io.mltwin.tokencheck.Issuers.Issuer;
import io.mltwin.tokencheck.TokenCheck.SignedToken;
import io.mltwin.tokencheck.TokenCheck.TokenTrust;
import java.io.IOException;
import java.security.Key;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;

/**
 * One token on its way through the checks for one plane: each method makes one check, in the order
 * of {@link TokenStep}, and keeps what it read for those behind it.
 */
final class TokenExamination {

    static final long START_GRACE_SECONDS = 300;
    static final String ADMINISTRATION = "api://mltwin-admin";

    private static final AlgorithmConstraints RS256_ONLY =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256);

    private final TokenTrust trust;
    private final String text;
    private final Plane plane;

    private JsonWebSignature signature;
    private JwtClaims claims;
    private Issuer issuer;
    private String keyId;
    private Key key;
    private long expiry;
    private String audience;
    private SignedToken signed;
    private long now;

    TokenExamination(TokenTrust trust, String text, Plane plane) {
        this.trust = trust;
        this.text = text;
        this.plane = plane;
    }

    /** Takes up a token whose signature was verified before. */
    TokenExamination(TokenTrust trust, SignedToken signed, Plane plane) {
        this(trust, (String) null, plane);
        this.signed = signed;
        this.issuer = signed.issuer();
    }

    void requireText() throws TokenRefusedException {
        if (text == null) {
            throw new TokenRefusedException(Refusal.MISSING, null);
        }
    }

    void readForm() throws TokenRefusedException {
        JsonWebSignature read = new JsonWebSignature();
        read.setAlgorithmConstraints(RS256_ONLY);
        try {
            read.setCompactSerialization(text);
        } catch (JoseException | ClassCastException e) {
            throw malformed();
        }
        signature = read;
    }

    void requireAlgorithm() throws TokenRefusedException {
        String algorithm;
        try {
            algorithm = signature.getAlgorithmHeaderValue();
        } catch (ClassCastException e) {
            // jose4j casts the header's values
            throw malformed();
        }
        if (!AlgorithmIdentifiers.RSA_USING_SHA256.equals(algorithm)) {
            throw new TokenRefusedException(
                    Refusal.MALFORMED, "Its algorithm is '" + shortened(algorithm) + "', not RS256.");
        }
    }

    void readClaims() throws TokenRefusedException {
        try {
            claims = JwtClaims.parse(signature.getUnverifiedPayload());
        } catch (InvalidJwtException | ClassCastException e) {
            throw malformed();
        }
    }

    void requireIssuer() throws TokenRefusedException {
        try {
            issuer = trust.issuers().find(claims.getIssuer());
        } catch (MalformedClaimException e) {
            throw malformed();
        }
        if (issuer == null) {
            throw new TokenRefusedException(Refusal.UNTRUSTED_ISSUER, null);
        }
    }

    void requireKeyId() throws TokenRefusedException {
        try {
            keyId = signature.getKeyIdHeaderValue();
        } catch (ClassCastException e) {
            throw malformed();
        }
        if (keyId == null) {
            throw new TokenRefusedException(Refusal.UNKNOWN_KEY, "It names no key id.");
        }
    }

    /** Fetches the keys among which the token's may be; null when there is nothing to wait for. */
    CompletableFuture<?> fetchKeys() {
        return trust.keys().isSettled(issuer, keyId) ? null : trust.keys().fetch(issuer);
    }

    void findKey() throws TokenRefusedException {
        try {
            key = trust.keys().find(issuer, keyId);
        } catch (IOException e) {
            throw new TokenRefusedException(Refusal.KEYS_UNAVAILABLE, null);
        }
        if (key == null) {
            throw new TokenRefusedException(Refusal.UNKNOWN_KEY, null);
        }
    }

    void verifySignature() throws TokenRefusedException {
        signature.setKey(key);
        try {
            if (signature.verifySignature()) {
                return;
            }
        } catch (JoseException e) {
            // a header that jose4j does not know, or a key that does not fit
            throw new TokenRefusedException(Refusal.BAD_SIGNATURE, null);
        }
        throw new TokenRefusedException(Refusal.BAD_SIGNATURE, null);
    }

    void readExpiry() throws TokenRefusedException {
        try {
            NumericDate read = claims.getExpirationTime();
            if (read == null) {
                throw new TokenRefusedException(Refusal.MALFORMED, "It has no expiry.");
            }
            expiry = read.getValue();
        } catch (MalformedClaimException e) {
            throw malformed();
        }
    }

    void readAudience() throws TokenRefusedException {
        try {
            List<String> audiences = claims.getAudience();
            if (audiences.size() != 1) {
                throw new TokenRefusedException(Refusal.WRONG_AUDIENCE, "It must name one audience.");
            }
            audience = Plane.withoutSlash(audiences.get(0));
        } catch (MalformedClaimException e) {
            throw malformed();
        }
    }

    void readStart() throws TokenRefusedException {
        long notBefore;
        try {
            NumericDate read = claims.getNotBefore();
            notBefore = read == null ? Long.MIN_VALUE : read.getValue();
        } catch (MalformedClaimException e) {
            throw malformed();
        }
        VerifiedToken token = new VerifiedToken(
                classify(),
                claims.getClaimValueAsString("iss"),
                audience,
                expiry,
                Collections.unmodifiableMap(claims.getClaimsMap()));
        signed = new SignedToken(token, notBefore, issuer, keyId, key);
    }

    void requireNotExpired() throws TokenRefusedException {
        // clocks that differ after an interrupted command must not lock the administrator out
        Clock clock = kind() == TokenKind.ADMIN ? PlatformClock.wallOf(trust.clock()) : trust.clock();
        now = clock.instant().getEpochSecond();
        long expires = signed.token().expiresOn();
        if (expires <= now) {
            throw new TokenRefusedException(
                    Refusal.EXPIRED,
                    "It expired at " + Instant.ofEpochSecond(expires) + ", now is " + Instant.ofEpochSecond(now) + ".");
        }
    }

    void requireStarted() throws TokenRefusedException {
        if (signed.notBefore() > now + START_GRACE_SECONDS) {
            throw new TokenRefusedException(Refusal.NOT_YET_VALID, null);
        }
    }

    void requireKind() throws TokenRefusedException {
        if (!plane.accepts().contains(kind())) {
            throw wrongAudience();
        }
    }

    void requireAudience() throws TokenRefusedException {
        boolean accepted = switch (kind()) {
            case AAD, NOTEBOOK -> plane.acceptsAudience(signed.token().audience());
            case SERVICE, ASSERTION -> signed.token().audience().equals(trust.ownAudience());
            // its audience made it one
            case ADMIN -> true;
            // the resource compares workspace and run
            case RUN -> true;
        };
        if (!accepted) {
            throw wrongAudience();
        }
    }

    void requireApplication() throws TokenRefusedException {
        Principals principals = trust.principals();
        boolean accepted = switch (kind()) {
            case SERVICE -> principals.isService(signed.token().applicationId());
            case ADMIN ->
                isOperator()
                        || principals
                                .administrator()
                                .applicationId()
                                .equals(signed.token().applicationId());
            case AAD, NOTEBOOK, ASSERTION, RUN -> true;
        };
        if (!accepted) {
            throw wrongAudience();
        }
    }

    void requireOwnClaims() throws TokenRefusedException {
        VerifiedToken token = signed.token();
        boolean accepted = switch (token.kind()) {
            case NOTEBOOK -> token.claim("workspaceScope") != null && token.objectId() != null;
            case RUN -> token.claim("runId") != null && token.claim("workspaceScope") != null;
            case AAD, SERVICE, ADMIN, ASSERTION -> true;
        };
        if (!accepted) {
            throw wrongAudience();
        }
    }

    void requireTenant() throws TokenRefusedException {
        VerifiedToken token = signed.token();
        // the issuer of an Azure AD token names its tenant too
        boolean accepted = issuer.tenantId() == null || issuer.tenantId().equals(token.tenantId());
        if (isOfPlatformsTenant()) {
            accepted &= trust.principals().tenantId().equals(token.tenantId());
        }
        if (!accepted) {
            throw wrongAudience();
        }
    }

    /** Returns true for a user of any tenant, for whom Azure AD gave the console the token. */
    private boolean isOperator() {
        return trust.principals().isConsole(signed.token().applicationId())
                && "user".equals(signed.token().claim("idtyp"));
    }

    /** Returns true when only the tenant of the platform's own applications has such a token. */
    boolean isOfPlatformsTenant() {
        return kind() == TokenKind.SERVICE || kind() == TokenKind.ADMIN && !isOperator();
    }

    /** Returns the token once all of it was read. */
    SignedToken signed() {
        return signed;
    }

    TokenTrust trust() {
        return trust;
    }

    String text() {
        return text;
    }

    Plane plane() {
        return plane;
    }

    /** Returns the parsed header and its signature, null before {@link TokenStep#FORM}. */
    JsonWebSignature signature() {
        return signature;
    }

    /** Returns the claims, null before {@link TokenStep#CLAIMS}. */
    JwtClaims claims() {
        return claims;
    }

    /** Returns the issuer, null before {@link TokenStep#ISSUER} or when it is not trusted. */
    Issuer issuer() {
        return issuer;
    }

    /**
     * Returns the audience without a trailing slash, null before {@link TokenStep#ONE_AUDIENCE}.
     */
    String audience() {
        return audience;
    }

    /** Returns the time that the token is held against, in epoch seconds. */
    long now() {
        return now;
    }

    private TokenKind classify() {
        if (issuer.family() == Family.AZURE_ML) {
            // a run's audience is a workspace's id, a notebook resource's is its address
            return audience.startsWith("https://") ? TokenKind.NOTEBOOK : TokenKind.RUN;
        }
        if (issuer.family() == Family.RESOURCE_MANAGER) {
            return TokenKind.ASSERTION;
        }
        if (audience.equals(ADMINISTRATION)) {
            return TokenKind.ADMIN;
        }
        return audience.startsWith("api://mltwin/") ? TokenKind.SERVICE : TokenKind.AAD;
    }

    private TokenKind kind() {
        return signed.token().kind();
    }

    private TokenRefusedException wrongAudience() {
        return new TokenRefusedException(
                Refusal.WRONG_AUDIENCE, "Its audience is '" + signed.token().audience() + "'.");
    }

    private static TokenRefusedException malformed() {
        return new TokenRefusedException(Refusal.MALFORMED, null);
    }

    private static String shortened(String text) {
        return text == null ? "" : text.substring(0, Math.min(16, text.length()));
    }
}
