package io.mltwin.identity.directory.federation;

import io.mltwin.platform.clock.PlatformClock;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;

/**
 * Verifies a token of another issuer that a client shows in place of its own assertion ("workload
 * identity federation"): a federated credential of the identity must name its issuer, subject and
 * audience, and a key of the issuer must have signed it with RS256. Its times are the issuer's, so
 * they are compared with the wall clock, with five minutes of grace.
 */
@Singleton
public record FederatedAssertions(FederatedCredentialService credentials, IssuerKeys keys, PlatformClock clock) {

    private static final long SKEW_SECONDS = 300;
    private static final AlgorithmConstraints ALGORITHMS =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256);

    /** Returns true when the token names an issuer other than the application. */
    public boolean isForeign(String assertion, String applicationId) {
        try {
            String issuer = read(assertion).claims().getIssuer();
            return issuer != null && !issuer.equals(applicationId);
        } catch (MalformedClaimException | FederationException unreadable) {
            return false;
        }
    }

    /**
     * Verifies the token for the identity.
     *
     * @param identityId ARM id of the user-assigned identity; null for an application, which has no
     *     federated credentials here
     * @throws FederationException with Azure AD's code if the identity does not accept it
     */
    public void verify(String assertion, String identityId) throws FederationException {
        Unverified token = read(assertion);
        try {
            JwtClaims claims = token.claims();
            List<FederatedCredential> ofIssuer = (identityId == null
                            ? List.<FederatedCredential>of()
                            : credentials.of(identityId))
                    .stream().filter(one -> one.issuer().equals(issuer(claims))).toList();
            if (ofIssuer.isEmpty()) {
                throw FederationException.unknownIssuer(issuer(claims));
            }
            FederatedCredential credential = ofIssuer.stream()
                    .filter(one -> one.subject().equals(subject(claims)))
                    .findFirst()
                    .orElseThrow(() -> FederationException.unknownSubject(subject(claims)));
            if (!claims.getAudience().equals(credential.audiences())) {
                throw FederationException.unknownAudience(String.join(" ", claims.getAudience()));
            }
            requireSignature(token.signature(), credential.issuer());
            requireInForce(claims);
        } catch (MalformedClaimException e) {
            throw FederationException.malformed();
        }
    }

    private record Unverified(JsonWebSignature signature, JwtClaims claims) {}

    private static Unverified read(String assertion) throws FederationException {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setAlgorithmConstraints(ALGORITHMS);
            signature.setCompactSerialization(assertion);
            return new Unverified(signature, JwtClaims.parse(signature.getUnverifiedPayload()));
        } catch (JoseException | InvalidJwtException e) {
            throw FederationException.malformed();
        }
    }

    private void requireSignature(JsonWebSignature signature, String issuer) throws FederationException {
        try {
            signature.setKey(keys.find(issuer, signature));
            if (!signature.verifySignature()) {
                throw FederationException.badSignature("The key that its issuer publishes has not signed it");
            }
        } catch (IOException e) {
            throw FederationException.noKeys(issuer, e.getMessage());
        } catch (JoseException e) {
            throw FederationException.badSignature("It is not signed with RS256");
        }
    }

    private void requireInForce(JwtClaims claims) throws MalformedClaimException, FederationException {
        long now = clock.wall().instant().getEpochSecond();
        if (claims.getExpirationTime() == null || claims.getExpirationTime().getValue() + SKEW_SECONDS <= now) {
            throw FederationException.outOfTime("it has expired or names no expiry");
        }
        if (claims.getNotBefore() != null && claims.getNotBefore().getValue() - SKEW_SECONDS > now) {
            throw FederationException.outOfTime("it is not valid yet");
        }
    }

    private static String issuer(JwtClaims claims) {
        return String.valueOf(claims.getClaimValue("iss"));
    }

    private static String subject(JwtClaims claims) {
        return String.valueOf(claims.getClaimValue("sub"));
    }
}
