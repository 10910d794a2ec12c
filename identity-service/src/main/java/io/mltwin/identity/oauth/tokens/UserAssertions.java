package io.mltwin.identity.oauth.tokens;

import static io.mltwin.identity.oauth.errors.AadErrors.badUserAssertion;
import static io.mltwin.identity.oauth.errors.AadErrors.idTokenAsAssertion;
import static io.mltwin.identity.oauth.errors.AadErrors.notAUsersAssertion;

import io.mltwin.identity.TokenIssuers;
import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.directory.accounts.SignedInUser;
import io.mltwin.identity.oauth.clients.ClientRecord;
import io.mltwin.identity.oauth.clients.Clients;
import io.mltwin.identity.oauth.signingkeys.KeyPurpose;
import io.mltwin.identity.oauth.signingkeys.SigningKeyService;
import io.mltwin.identity.oauth.signingkeys.SigningKeyService.PublishedKey;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;

/**
 * Reads the assertion of the on-behalf-of flow: an access token of a user of this tenant, issued
 * for the application that presents it.
 */
@Singleton
record UserAssertions(SigningKeyService keys, TokenIssuers issuers, Clients clients, Clock clock) {

    private static final int LONGEST_SKEW_SECONDS = 300;
    private static final AlgorithmConstraints ALGORITHMS =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256);

    SignedInUser read(String assertion, ClientRecord client, Tenant tenant) {
        JwtClaims claims = signedClaims(assertion);
        try {
            String tenantId = tenant.tenantId();
            String issuer = claims.getIssuer();
            if (!issuers.v1(tenantId).equals(issuer) && !issuers.v2(tenantId).equals(issuer)) {
                throw badUserAssertion("50013", "The issuer is not this tenant.");
            }
            checkTimes(claims);
            requireAudience(claims, client, tenantId);
            if (claims.hasClaim("nonce") || !claims.hasClaim("idtyp")) {
                throw idTokenAsAssertion();
            }
            if (!"user".equals(claims.getStringClaimValue("idtyp"))) {
                throw notAUsersAssertion();
            }
            String objectId = claims.getStringClaimValue("oid");
            return new SignedInUser(
                    tenantId,
                    objectId,
                    SignedInUser.factors(claims.getStringListClaimValue("amr"), objectId),
                    Instant.ofEpochSecond(claims.getIssuedAt().getValue()));
        } catch (MalformedClaimException e) {
            throw badUserAssertion("50013", "A claim has the wrong type.");
        }
    }

    private JwtClaims signedClaims(String assertion) {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setAlgorithmConstraints(ALGORITHMS);
            signature.setCompactSerialization(assertion);
            if (!AlgorithmIdentifiers.RSA_USING_SHA256.equals(signature.getAlgorithmHeaderValue())) {
                throw badUserAssertion("50027", "It is not signed as Azure AD signs.");
            }
            String keyId = signature.getKeyIdHeaderValue();
            for (PublishedKey key : keys.published(KeyPurpose.AZURE_AD)) {
                if (key.keyId().equals(keyId)) {
                    signature.setKey(key.publicKey());
                    if (signature.verifySignature()) {
                        return JwtClaims.parse(signature.getPayload());
                    }
                }
            }
        } catch (JoseException | InvalidJwtException e) {
            throw badUserAssertion("50027", "It is no JSON web token of Azure AD.");
        }
        throw badUserAssertion("50013", "Its signature is not one of Azure AD's.");
    }

    private void checkTimes(JwtClaims claims) throws MalformedClaimException {
        long now = clock.instant().getEpochSecond();
        if (claims.getExpirationTime() == null
                || claims.getExpirationTime().getValue() <= now
                || claims.getNotBefore() == null
                || claims.getNotBefore().getValue() > now + LONGEST_SKEW_SECONDS
                || claims.getIssuedAt() == null) {
            throw badUserAssertion("500133", "It is not within its valid time range.");
        }
    }

    private void requireAudience(JwtClaims claims, ClientRecord client, String tenantId)
            throws MalformedClaimException {
        boolean own = claims.getAudience().size() == 1
                && isNameOf(
                        client, AudienceTable.normalized(claims.getAudience().get(0)), tenantId);
        if (!own) {
            throw badUserAssertion("500131", "Its audience does not match the application presenting it.");
        }
    }

    /** Returns true when the resource is this application; the console has its id as only name. */
    private boolean isNameOf(ClientRecord client, String resource, String tenantId) {
        return client.principal().kind() == PrincipalKind.FIRST_PARTY
                ? client.principal().applicationId().equals(resource)
                : clients.resource(tenantId, resource)
                        .filter(found ->
                                found.objectId().equals(client.principal().objectId()))
                        .isPresent();
    }
}
