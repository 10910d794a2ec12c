package io.mltwin.tokencheck;

import io.mltwin.encoding.Sha256;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.Principals;
import io.mltwin.tokencheck.Issuers.Issuer;
import jakarta.inject.Singleton;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Checks a token by the steps of {@link TokenStep}, at the platform's time (the administrator's at
 * the wall clock's). No grace on {@code exp}, 300 s on {@code nbf}.
 */
@Singleton
public class TokenCheck {
    /**
     * The facts against which a receiver checks a token.
     *
     * @param ownAudience the audience of tokens for this service's internal endpoints
     */
    record TokenTrust(
            Issuers issuers,
            SigningKeys keys,
            Clock clock,
            Addresses addresses,
            Principals principals,
            String ownAudience) {

        TokenTrust(Issuers issuers, SigningKeys keys, Clock clock, Addresses addresses, Principals principals) {
            this(
                    issuers,
                    keys,
                    clock,
                    addresses,
                    principals,
                    "api://mltwin/" + addresses.self().lowerCase());
        }

        /** Returns the issuer's key when it is kept, else null; never does I/O. */
        Key cachedKey(Issuer issuer, String keyId) {
            return keys.cached(issuer, keyId);
        }
    }

    /**
     * A token whose signature was verified by a key of its issuer, read once.
     *
     * @param notBefore epoch seconds, the least number for none
     */
    record SignedToken(VerifiedToken token, long notBefore, Issuer issuer, String keyId, Key key) {}

    private final TokenTrust trust;
    // those whose signature was verified, by the digest of their text: the next request needs no
    // public-key operation, and the text itself is not kept
    private final BoundedMemory<String, SignedToken> verified = new BoundedMemory<>(
            6 << 20,
            Duration.ofDays(1),
            (digest, signed) -> BoundedMemory.bytes(signed.token().claims().toString()));

    public TokenCheck(Issuers issuers, SigningKeys keys, Clock clock, Addresses addresses, Principals principals) {
        this.trust = new TokenTrust(issuers, keys, clock, addresses, principals);
    }

    /**
     * Fetches the keys among which the token's may be, off this thread; {@link #check} then does no
     * I/O.
     *
     * @return null when there is nothing to wait for
     */
    CompletableFuture<?> fetchKeys(String token) {
        TokenExamination examination = new TokenExamination(trust, token, null);
        try {
            TokenStep.require(examination, TokenStep.PRESENT, TokenStep.KEY_NAMED);
            return examination.fetchKeys();
        } catch (TokenRefusedException refused) {
            return null;
        }
    }

    /**
     * Checks a token whose signature has been verified before, without I/O.
     *
     * @return null when the signature was not verified, or its key is no longer published
     */
    VerifiedToken checkAgain(String token, Plane plane) throws TokenRefusedException {
        SignedToken signed =
                token == null ? null : verified.find(Sha256.hex(token)).orElse(null);
        if (signed == null || !isPublished(signed)) {
            return null;
        }
        TokenStep.require(new TokenExamination(trust, signed, plane), TokenStep.NOT_EXPIRED, TokenStep.TENANT);
        return signed.token();
    }

    private boolean isPublished(SignedToken signed) {
        Key now = trust.cachedKey(signed.issuer(), signed.keyId());
        return signed.key() == now || signed.key().equals(now);
    }

    /**
     * Checks a token for a plane: what {@link #explain} reports as the first failure is thrown.
     *
     * @param token null for none
     * @throws TokenRefusedException saying why it is not accepted
     */
    public VerifiedToken check(String token, Plane plane) throws TokenRefusedException {
        VerifiedToken known = checkAgain(token, plane);
        if (known != null) {
            return known;
        }
        TokenExamination examination = new TokenExamination(trust, token, plane);
        TokenStep.require(examination, TokenStep.PRESENT, TokenStep.TENANT);
        SignedToken signed = examination.signed();
        if (signed.token().kind() != TokenKind.ASSERTION) {
            // an assertion speaks for one call and does not come again
            verified.of(signed.token().tenantId()).put(Sha256.hex(token), signed);
        }
        return signed.token();
    }

    /**
     * Makes the checks that {@link #check} makes and says of each what it expected and found. The
     * token is not remembered. May fetch keys, hence not for the event loop.
     *
     * @param token null for none
     */
    public TokenExplanation explain(String token, Plane plane) {
        return TokenExplanation.of(new TokenExamination(trust, token, plane));
    }

    /** Returns the audience that a token names, without proof; null for none or several. */
    public String claimedAudience(String token) {
        TokenExamination examination = new TokenExamination(trust, token, null);
        try {
            TokenStep.require(examination, TokenStep.PRESENT, TokenStep.CLAIMS);
            TokenStep.require(examination, TokenStep.ONE_AUDIENCE, TokenStep.ONE_AUDIENCE);
            return examination.audience();
        } catch (TokenRefusedException refused) {
            return null;
        }
    }
}
