package io.mltwin.identity.oauth.signingkeys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Base64;
import java.util.Map;

/**
 * Signs tokens with one key by RS256. The provider reads the key once per thread, not once per
 * token, and the header of a token is built once.
 */
final class TokenSigner {

    private static final ObjectWriter JSON = new ObjectMapper().writer();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SigningKey key;
    private final byte[] header;
    private final byte[] headerWithThumbprint;
    private final ThreadLocal<Signature> signatures = ThreadLocal.withInitial(this::signature);

    TokenSigner(SigningKey key) {
        this.key = key;
        String names = "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"" + key.keyId() + "\"";
        this.header = header(names + "}");
        this.headerWithThumbprint = header(names + ",\"x5t\":\"" + key.thumbprint() + "\"}");
    }

    String sign(Map<String, Object> claims, boolean thumbprint) {
        try {
            byte[] head = thumbprint ? headerWithThumbprint : header;
            byte[] payload = BASE64.encode(JSON.writeValueAsBytes(claims));
            Signature signature = signatures.get();
            signature.update(head);
            signature.update(payload);
            byte[] tail = BASE64.encode(signature.sign());
            byte[] token = new byte[head.length + payload.length + 1 + tail.length];
            System.arraycopy(head, 0, token, 0, head.length);
            System.arraycopy(payload, 0, token, head.length, payload.length);
            token[head.length + payload.length] = '.';
            System.arraycopy(tail, 0, token, head.length + payload.length + 1, tail.length);
            return new String(token, StandardCharsets.ISO_8859_1);
        } catch (SignatureException | JsonProcessingException e) {
            signatures.remove();
            throw new IllegalStateException("a token could not be signed", e);
        }
    }

    private Signature signature() {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.privateKey());
            return signature;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA256withRSA", e);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("a signing key of the wrong kind", e);
        }
    }

    private static byte[] header(String json) {
        return (BASE64.encodeToString(json.getBytes(StandardCharsets.US_ASCII)) + ".")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
