package io.mltwin.keyvault.keys.material;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A JSON Web Key as Key Vault writes and reads it; private members only in imports.
 *
 * @param wrapped a key that was wrapped for hardware ("Bring your own key"), only in imports
 */
public record Jwk(
        String kid,
        String kty,
        @JsonProperty("key_ops") List<String> operations,
        String n,
        String e,
        String d,
        String dp,
        String dq,
        String qi,
        String p,
        String q,
        String crv,
        String x,
        String y,
        String k,
        @JsonProperty("key_hsm") String wrapped) {

    /** Returns a key without private members; what its type does not have is null. */
    static Jwk publicHalf(
            String kid, String kty, List<String> operations, String n, String e, String crv, String x, String y) {
        return new Jwk(kid, kty, operations, n, e, null, null, null, null, null, null, crv, x, y, null, null);
    }

    @Override
    public String toString() {
        return "key " + kid;
    }
}
