package io.mltwin.workspace.storage.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 with an account key, in Base64, as Azure Storage signs. */
public final class AccountSignature {

    /**
     * A user delegation key ("Get User Delegation Key"): its value is derived from a secret of the
     * account and all that is said of it, so that nothing of it need be kept, and a new secret revokes
     * every key that was given out.
     *
     * @param start ISO 8601, as given out
     */
    public record DelegationKey(
            String objectId, String tenantId, String start, String expiry, String service, String version) {

        /** Returns the key that a signature says it was made with. */
        public static DelegationKey of(QueryParameters query) {
            return new DelegationKey(
                    query.orEmpty("skoid"),
                    query.orEmpty("sktid"),
                    query.orEmpty("skt"),
                    query.orEmpty("ske"),
                    query.orEmpty("sks"),
                    query.orEmpty("skv"));
        }

        public byte[] derive(byte[] secret) {
            return AccountSignature.mac(secret, String.join("\n", objectId, tenantId, start, expiry, service, version));
        }
    }

    private AccountSignature() {}

    public static String sign(byte[] key, String text) {
        return Base64.getEncoder().encodeToString(mac(key, text));
    }

    /**
     * True when {@code signature} is the key's over the text; takes the same time wherever they
     * differ.
     */
    public static boolean matches(byte[] key, String text, String signature) {
        byte[] given;
        try {
            given = Base64.getDecoder().decode(signature);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
        return MessageDigest.isEqual(mac(key, text), given);
    }

    static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
