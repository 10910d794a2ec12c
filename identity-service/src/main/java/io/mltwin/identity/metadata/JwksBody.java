package io.mltwin.identity.metadata;

import io.mltwin.identity.signingkeys.PublishedKey;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;

/** A JSON Web Key Set. Deviation: no {@code x5t} and {@code x5c}, the keys have no certificates. */
record JwksBody(List<Key> keys) {

    record Key(String kty, String use, String kid, String alg, String n, String e, String issuer) {}

    static JwksBody of(PublishedKey key, String issuer) {
        return new JwksBody(
                List.of(
                        new Key(
                                "RSA",
                                "sig",
                                key.keyId(),
                                "RS256",
                                encode(key.publicKey().getModulus()),
                                encode(key.publicKey().getPublicExponent()),
                                issuer)));
    }

    private static String encode(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
    }
}
