package io.mltwin.workspace.assertions;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;

/** The public half of the key that ARM signs its assertions with; anonymous, as every key set. */
@Path("/.well-known/jwks.json")
public class JwksResource {

    private final AssertionKeys keys;

    public JwksResource(AssertionKeys keys) {
        this.keys = keys;
    }

    /** A JSON web key set. */
    public record KeySet(List<Key> keys) {}

    /** An RSA key (RFC 7518 section 6.3). */
    public record Key(String kty, String use, String alg, String kid, String n, String e) {}

    @GET
    public KeySet keys() {
        return new KeySet(keys.published().stream()
                .map(published -> new Key(
                        "RSA",
                        "sig",
                        "RS256",
                        published.keyId(),
                        unsigned(published.key().getModulus()),
                        unsigned(published.key().getPublicExponent())))
                .toList());
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        byte[] magnitude = java.util.Arrays.copyOfRange(bytes, from, bytes.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(magnitude);
    }
}
