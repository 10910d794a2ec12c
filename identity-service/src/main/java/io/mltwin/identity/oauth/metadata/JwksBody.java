package io.mltwin.identity.oauth.metadata;

import io.mltwin.identity.oauth.signingkeys.PublishedKey;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A JSON Web Key Set. */
record JwksBody(List<Key> keys) {

    record Key(
            String kty,
            String use,
            String kid,
            String x5t,
            String alg,
            String n,
            String e,
            List<String> x5c,
            String issuer) {}

    /**
     * @param issuer null for none
     */
    static JwksBody of(List<PublishedKey> published, String issuer) {
        return new JwksBody(published.stream().map(key -> key(key, issuer)).toList());
    }

    private static Key key(PublishedKey key, String issuer) {
        return new Key(
                "RSA",
                "sig",
                key.keyId(),
                key.thumbprint(),
                "RS256",
                encode(key.publicKey().getModulus()),
                encode(key.publicKey().getPublicExponent()),
                List.of(Base64.getEncoder().encodeToString(key.certificate())),
                issuer);
    }

    private static String encode(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
    }
}
