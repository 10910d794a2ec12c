package io.mltwin.scoring.keys;

import io.mltwin.scoring.keys.SigningKeys.SigningKey;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
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
 * Signs and reads the tokens that this service both gives and takes (RS256, by a key of its own):
 * for a registry, for a web service. No other issuer's token is taken for one of them, and no other
 * service takes them.
 */
@Singleton
public record OwnTokens(SigningKeySource keys, Clock clock) {

    private static final AlgorithmConstraints RS256_ONLY =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256);

    /** A token of this service that was refused; its message may be told. */
    public static final class RefusedTokenException extends Exception {
        public RefusedTokenException(String message) {
            super(message);
        }
    }

    /** Claims of a token that is good from now for some seconds, to be filled and signed. */
    public JwtClaims claims(long seconds) {
        long now = clock.instant().getEpochSecond();
        JwtClaims claims = new JwtClaims();
        claims.setIssuedAt(NumericDate.fromSeconds(now));
        claims.setNotBefore(NumericDate.fromSeconds(now));
        claims.setExpirationTime(NumericDate.fromSeconds(now + seconds));
        claims.setJwtId(UUID.randomUUID().toString());
        return claims;
    }

    /** Makes the key, or fetches it, so that from now on checks need no database. */
    public void prepare(String keyName) {
        keys.named(keyName);
    }

    public String sign(String keyName, JwtClaims claims) {
        SigningKey key = keys.named(keyName);
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setPayload(claims.toJson());
            signature.setKey(key.pair().getPrivate());
            signature.setKeyIdHeaderValue(key.keyId());
            signature.setHeader("typ", "JWT");
            signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("The signing key '" + keyName + "' cannot sign", e);
        }
    }

    /**
     * Returns the claims of a token that this service has signed and that is good now.
     *
     * @throws RefusedTokenException when it was not signed by the key, has expired or is not good
     *     yet
     */
    public JwtClaims read(String keyName, String token) throws RefusedTokenException {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setAlgorithmConstraints(RS256_ONLY);
            signature.setCompactSerialization(token);
            signature.setKey(keys.named(keyName).pair().getPublic());
            if (!signature.verifySignature()) {
                throw new RefusedTokenException("The token was not signed here.");
            }
            JwtClaims claims = JwtClaims.parse(signature.getPayload());
            requireGoodNow(claims);
            return claims;
        } catch (JoseException | InvalidJwtException | MalformedClaimException | ClassCastException e) {
            // jose4j casts the header's values: a number for an algorithm is a ClassCastException
            throw new RefusedTokenException("The token is none that was signed here.");
        }
    }

    private void requireGoodNow(JwtClaims claims) throws MalformedClaimException, RefusedTokenException {
        long now = clock.instant().getEpochSecond();
        NumericDate expiry = claims.getExpirationTime();
        if (expiry == null || expiry.getValue() <= now) {
            throw new RefusedTokenException("The token has expired.");
        }
        // after the clock went back, a token of the future
        NumericDate notBefore = claims.getNotBefore();
        if (notBefore == null || notBefore.getValue() > now) {
            throw new RefusedTokenException("The token is not valid yet.");
        }
    }

    /** Provides signing keys. */
    public interface SigningKeySource {

        /**
         * Returns the key pair of a name; made when there is none.
         *
         * @throws io.mltwin.platform.http.EventLoopOrWorker.WorkerNeededException on the event loop, where
         *     it is not in memory
         */
        SigningKeys.SigningKey named(String name);
    }
}
