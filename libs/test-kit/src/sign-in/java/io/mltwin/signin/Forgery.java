package io.mltwin.signin;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Makes a token that must be refused out of one that is accepted. */
public final class Forgery {
    private Forgery() {}

    /** The same claims and key id, signed by a key of our own, from an issuer of our own. */
    public static String foreignIssuer(String token) throws JoseException, NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        JsonWebSignature forged = new JsonWebSignature();
        forged.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        forged.setKeyIdHeaderValue(header(token).replaceAll(".*\"kid\":\"([^\"]+)\".*", "$1"));
        forged.setPayload(payload(token)
                .replaceAll(
                        "\"iss\":\"[^\"]+\"",
                        "\"iss\":\"https://login.example.org/11111111-1111-4111-8111-111111111111/\""));
        forged.setKey(keys.getPrivate());
        return forged.getCompactSerialization();
    }

    /** Another object id in the payload, the signature left as it was. */
    public static String tampered(String token) {
        String[] parts = token.split("\\.");
        String changed = payload(token)
                .replaceAll("\"oid\":\"[^\"]+\"", "\"oid\":\"50000000-0000-4000-8000-000000000001\"")
                .replaceFirst("\\{", "{\"x\":1,");
        return parts[0] + "." + encode(changed) + "." + parts[2];
    }

    /** The same claims with {@code alg: none} and no signature. */
    public static String unsigned(String token) {
        return encode("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + token.split("\\.")[1] + ".";
    }

    public static String payload(String token) {
        return decode(token.split("\\.")[1]);
    }

    private static String header(String token) {
        return decode(token.split("\\.")[0]);
    }

    private static String decode(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
