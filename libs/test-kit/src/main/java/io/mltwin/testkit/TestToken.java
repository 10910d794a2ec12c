package io.mltwin.testkit;

import java.security.Key;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * A token in the making: {@link TestIssuer} fills it in, a test changes what it wants to see
 * refused.
 */
public final class TestToken {

    private final Map<String, Object> claims = new LinkedHashMap<>();
    private String algorithm = "RS256";
    private String keyId;
    private Key key;

    TestToken(String keyId, Key key) {
        this.keyId = keyId;
        this.key = key;
    }

    /** Sets a claim; null removes it. */
    public TestToken claim(String name, Object value) {
        if (value == null) {
            claims.remove(name);
        } else {
            claims.put(name, value);
        }
        return this;
    }

    public TestToken audience(String audience) {
        return claim("aud", audience);
    }

    public TestToken issuer(String issuer) {
        return claim("iss", issuer);
    }

    /** The tenant in the claims; the issuer stays. */
    public TestToken tenantId(String tenantId) {
        return claim("tid", tenantId);
    }

    public TestToken applicationId(String applicationId) {
        return claim("appid", applicationId);
    }

    public TestToken groups(List<String> groups) {
        return claim("groups", groups);
    }

    public TestToken notBefore(Instant instant) {
        return claim("nbf", instant.getEpochSecond());
    }

    public TestToken expires(Instant instant) {
        return claim("exp", instant.getEpochSecond());
    }

    /** The name of the key in the header; null leaves it out. */
    public TestToken keyId(String id) {
        this.keyId = id;
        return this;
    }

    /** Another key, and the algorithm that goes with it. */
    public TestToken signedBy(String algorithmName, Key other) {
        this.algorithm = algorithmName;
        this.key = other;
        return this;
    }

    /** The token's text. */
    public String sign() {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        signature.setDoKeyValidation(false);
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setHeader("typ", "JWT");
        if (keyId != null) {
            signature.setKeyIdHeaderValue(keyId);
        }
        signature.setPayload(JsonUtil.toJson(claims));
        signature.setKey(key);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("the token cannot be signed", e);
        }
    }

    @Override
    public String toString() {
        return "token for " + claims.get("aud");
    }
}
