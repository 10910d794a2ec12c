package io.mltwin.identity;

import io.mltwin.access.ClientAssertion;
import java.security.PrivateKey;
import java.util.Map;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** The form by which a client asks for a token and proves itself with its key. */
public final class KeyProof {

    private KeyProof() {}

    /**
     * Signs a proof.
     *
     * @param login the address of Azure AD, without tenant
     */
    public static Map<String, String> form(
            String clientId, PrivateKey key, String login, String tenantId, String resource) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(clientId);
        claims.setSubject(clientId);
        claims.setAudience(login + "/" + tenantId + "/oauth2/v2.0/token");
        claims.setGeneratedJwtId();
        claims.setExpirationTimeMinutesInTheFuture(5);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setPayload(claims.toJson());
        signature.setKey(key);
        try {
            return Map.of(
                    "grant_type",
                    "client_credentials",
                    "client_id",
                    clientId,
                    "client_assertion_type",
                    ClientAssertion.TYPE,
                    "client_assertion",
                    signature.getCompactSerialization(),
                    "scope",
                    resource + "/.default");
        } catch (JoseException e) {
            throw new IllegalStateException("an RSA key signs", e);
        }
    }
}
