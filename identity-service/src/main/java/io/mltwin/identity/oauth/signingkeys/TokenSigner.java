package io.mltwin.identity.oauth.signingkeys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.util.Map;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * Signs tokens with one key, RS256. Jackson writes the claims: the library's own claims and builder
 * cost more ({@code docs/benchmarks/tokens.md}).
 */
record TokenSigner(SigningKey key) {

    private static final ObjectWriter JSON = new ObjectMapper().writer();

    String sign(Map<String, Object> claims, boolean thumbprint) {
        JsonWebSignature token = new JsonWebSignature();
        token.setHeader("typ", "JWT");
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        token.setKeyIdHeaderValue(key.keyId());
        if (thumbprint) {
            token.setX509CertSha1ThumbprintHeaderValue(key.thumbprint());
        }
        token.setKey(key.privateKey());
        // it was checked when it was made
        token.setDoKeyValidation(false);
        try {
            token.setPayloadBytes(JSON.writeValueAsBytes(claims));
            return token.getCompactSerialization();
        } catch (JoseException | JsonProcessingException e) {
            throw new IllegalStateException("a token could not be signed", e);
        }
    }
}
