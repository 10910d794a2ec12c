package io.mltwin.tokencheck;

import io.mltwin.platform.Addresses;
import io.mltwin.platform.Principals;
import io.mltwin.platform.clock.PlatformClock;
import io.mltwin.tokencheck.Issuers.Family;
import io.mltwin.tokencheck.Issuers.Issuer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.Key;
import java.time.Clock;
import java.util.List;
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
 * Checks a token: algorithm, issuer, signature, expiry, audience and kind, in this order, at the
 * platform's time (the administrator's at the wall clock's). No grace on {@code exp}, 300 s on
 * {@code nbf}.
 */
@Singleton
public class TokenCheck {

    private static final long NOT_BEFORE_GRACE_SECONDS = 300;
    private static final String ADMINISTRATION = "api://mltwin-admin";
    private static final AlgorithmConstraints RS256_ONLY =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256);

    private final Issuers issuers;
    private final SigningKeys keys;
    private final Clock clock;
    private final Addresses addresses;
    private final Principals principals;
    private final VerifiedTokenCache<Signed> verified = new VerifiedTokenCache<>();

    public TokenCheck(
            Issuers issuers,
            SigningKeys keys,
            Clock clock,
            Addresses addresses,
            Principals principals) {
        this.issuers = issuers;
        this.keys = keys;
        this.clock = clock;
        this.addresses = addresses;
        this.principals = principals;
    }

    /** A token that was read and is not verified yet. */
    private record Parsed(JsonWebSignature signature, JwtClaims unverified, Issuer issuer) {}

    /**
     * A token whose signature was verified by a key of its issuer, read once.
     *
     * @param notBefore epoch seconds, the least number for none
     */
    private record Signed(
            VerifiedToken token, long notBefore, Issuer issuer, String keyId, Key key) {}

    /** Returns true when the signing key is cached, so that {@link #check} does no I/O. */
    boolean needsNoFetch(String token) {
        try {
            Parsed parsed = parse(token);
            return keys.cached(parsed.issuer().keysUrl(), parsed.signature().getKeyIdHeaderValue())
                    != null;
        } catch (TokenRefusedException refused) {
            return true;
        }
    }

    /**
     * Checks a token whose signature has been verified before, without I/O.
     *
     * @return null when the signature was not verified, or its key is no longer published
     */
    VerifiedToken checkAgain(String token, Plane plane) throws TokenRefusedException {
        Signed signed = verified.find(token);
        return signed != null && isPublished(signed) ? check(signed, plane) : null;
    }

    private boolean isPublished(Signed signed) {
        Key now = keys.cached(signed.issuer().keysUrl(), signed.keyId());
        return signed.key() == now || signed.key().equals(now);
    }

    /**
     * Checks a token for a plane.
     *
     * @throws TokenRefusedException saying why it is not accepted
     */
    public VerifiedToken check(String token, Plane plane) throws TokenRefusedException {
        VerifiedToken known = checkAgain(token, plane);
        if (known != null) {
            return known;
        }
        Signed signed = verify(parse(token));
        VerifiedToken accepted = check(signed, plane);
        if (accepted.kind() != TokenKind.ASSERTION) {
            // an assertion speaks for one call and does not come again
            verified.add(token, signed);
        }
        return accepted;
    }

    private VerifiedToken check(Signed signed, Plane plane) throws TokenRefusedException {
        VerifiedToken token = signed.token();
        checkTimes(token, signed.notBefore());
        if (!plane.accepts().contains(token.kind())) {
            throw new TokenRefusedException(
                    Refusal.WRONG_AUDIENCE, "Its audience is '" + token.audience() + "'.");
        }
        checkAudience(token, plane, signed.issuer());
        return token;
    }

    private static Signed read(JwtClaims claims, Issuer issuer, String keyId, Key key)
            throws TokenRefusedException {
        long expiry = expiry(claims);
        String audience = audience(claims);
        VerifiedToken token =
                new VerifiedToken(
                        kind(issuer, audience),
                        claims.getClaimValueAsString("iss"),
                        audience,
                        expiry,
                        java.util.Collections.unmodifiableMap(claims.getClaimsMap()));
        return new Signed(token, notBefore(claims), issuer, keyId, key);
    }

    private Parsed parse(String token) throws TokenRefusedException {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setAlgorithmConstraints(RS256_ONLY);
            signature.setCompactSerialization(token);
            if (!AlgorithmIdentifiers.RSA_USING_SHA256.equals(
                    signature.getAlgorithmHeaderValue())) {
                throw new TokenRefusedException(
                        Refusal.MALFORMED,
                        "Its algorithm is '"
                                + shortened(signature.getAlgorithmHeaderValue())
                                + "', not RS256.");
            }
            JwtClaims claims = JwtClaims.parse(signature.getUnverifiedPayload());
            Issuer issuer = issuers.find(claims.getIssuer());
            if (issuer == null) {
                throw new TokenRefusedException(Refusal.UNTRUSTED_ISSUER, null);
            }
            if (signature.getKeyIdHeaderValue() == null) {
                throw new TokenRefusedException(Refusal.UNKNOWN_KEY, "It names no key id.");
            }
            return new Parsed(signature, claims, issuer);
        } catch (JoseException
                | InvalidJwtException
                | MalformedClaimException
                | ClassCastException e) {
            // jose4j casts the header's values: a number for a key id is a ClassCastException
            throw new TokenRefusedException(Refusal.MALFORMED, null);
        }
    }

    private Signed verify(Parsed parsed) throws TokenRefusedException {
        try {
            String keyId = parsed.signature().getKeyIdHeaderValue();
            Key key = keys.find(parsed.issuer().keysUrl(), keyId);
            if (key == null) {
                throw new TokenRefusedException(Refusal.UNKNOWN_KEY, null);
            }
            parsed.signature().setKey(key);
            if (!parsed.signature().verifySignature()) {
                throw new TokenRefusedException(Refusal.BAD_SIGNATURE, null);
            }
            return read(parsed.unverified(), parsed.issuer(), keyId, key);
        } catch (IOException e) {
            throw new TokenRefusedException(Refusal.KEYS_UNAVAILABLE, null);
        } catch (JoseException e) {
            throw new TokenRefusedException(Refusal.BAD_SIGNATURE, null);
        }
    }

    private void checkTimes(VerifiedToken token, long notBefore) throws TokenRefusedException {
        // clocks that differ after an interrupted command must not lock the administrator out
        Clock valid = token.kind() == TokenKind.ADMIN ? PlatformClock.wallOf(clock) : clock;
        long now = valid.instant().getEpochSecond();
        if (token.expiresOn() <= now) {
            throw new TokenRefusedException(
                    Refusal.EXPIRED,
                    "It expired at "
                            + java.time.Instant.ofEpochSecond(token.expiresOn())
                            + ", now is "
                            + java.time.Instant.ofEpochSecond(now)
                            + ".");
        }
        if (notBefore > now + NOT_BEFORE_GRACE_SECONDS) {
            throw new TokenRefusedException(Refusal.NOT_YET_VALID, null);
        }
    }

    private static long notBefore(JwtClaims claims) throws TokenRefusedException {
        try {
            NumericDate notBefore = claims.getNotBefore();
            return notBefore == null ? Long.MIN_VALUE : notBefore.getValue();
        } catch (MalformedClaimException e) {
            throw new TokenRefusedException(Refusal.MALFORMED, null);
        }
    }

    private static long expiry(JwtClaims claims) throws TokenRefusedException {
        try {
            NumericDate expiry = claims.getExpirationTime();
            if (expiry == null) {
                throw new TokenRefusedException(Refusal.MALFORMED, "It has no expiry.");
            }
            return expiry.getValue();
        } catch (MalformedClaimException e) {
            throw new TokenRefusedException(Refusal.MALFORMED, null);
        }
    }

    private static String audience(JwtClaims claims) throws TokenRefusedException {
        try {
            List<String> audiences = claims.getAudience();
            if (audiences.size() != 1) {
                throw new TokenRefusedException(
                        Refusal.WRONG_AUDIENCE, "It must name one audience.");
            }
            return Plane.withoutSlash(audiences.get(0));
        } catch (MalformedClaimException e) {
            throw new TokenRefusedException(Refusal.MALFORMED, null);
        }
    }

    private static TokenKind kind(Issuer issuer, String audience) {
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

    private void checkAudience(VerifiedToken token, Plane plane, Issuer issuer)
            throws TokenRefusedException {
        String own = "api://mltwin/" + addresses.self().lowerCase();
        boolean accepted =
                switch (token.kind()) {
                    case AAD -> plane.acceptsAudience(token.audience());
                    case SERVICE ->
                            token.audience().equals(own)
                                    && principals.isService(token.applicationId())
                                    && principals.tenantId().equals(token.tenantId());
                    case ADMIN -> isAdministrator(token) || isOperator(token);
                    case ASSERTION -> token.audience().equals(own);
                    case NOTEBOOK ->
                            plane.acceptsAudience(token.audience())
                                    && token.claim("workspaceScope") != null
                                    && token.objectId() != null;
                    // the resource compares workspace and run
                    case RUN ->
                            token.claim("runId") != null && token.claim("workspaceScope") != null;
                };
        // the issuer of an Azure AD token names its tenant too
        boolean consistent =
                issuer.tenantId() == null || issuer.tenantId().equals(token.tenantId());
        if (!accepted || !consistent) {
            throw new TokenRefusedException(
                    Refusal.WRONG_AUDIENCE, "Its audience is '" + token.audience() + "'.");
        }
    }

    private boolean isAdministrator(VerifiedToken token) {
        return principals.administrator().applicationId().equals(token.applicationId())
                && principals.tenantId().equals(token.tenantId());
    }

    /** Returns true for a user of any tenant, for whom Azure AD gave the console the token. */
    private boolean isOperator(VerifiedToken token) {
        return principals.isConsole(token.applicationId()) && "user".equals(token.claim("idtyp"));
    }

    private static String shortened(String text) {
        return text == null ? "" : text.substring(0, Math.min(16, text.length()));
    }
}
