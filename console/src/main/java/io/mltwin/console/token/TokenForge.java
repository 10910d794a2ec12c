package io.mltwin.console.token;

import static io.mltwin.armweb.AzureException.badRequest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes the forgeries that a receiver must refuse, really signed where they have a signature. */
@Singleton
record TokenForge(PublishedKeys keys, Clock clock, SecureRandom random) {

    private static final int KEY_BITS = 2048;
    private static final long HOUR_SECONDS = 3600;

    /**
     * Returns the token after the forgery.
     *
     * @throws AzureException 400 when header or claims are no JSON objects, or the issuer publishes
     *     no key
     */
    TokenParts forge(TokenParts token, Forgery forgery) {
        return switch (forgery) {
            case AS_EDITED -> token;
            case OWN_KEY -> signed(withHeader(token, header -> header.put("alg", "RS256")), ownKey());
            case NO_SIGNATURE ->
                withHeader(token, header -> header.put("alg", "none")).withSignature("");
            case PUBLIC_KEY_AS_SECRET -> {
                TokenParts changed = withHeader(token, header -> header.put("alg", "HS256"));
                ObjectNode header = object(changed.header(), "header");
                ObjectNode claims = object(changed.claims(), "claims");
                yield authenticated(
                        changed,
                        keys.find(text(claims, "iss"), text(header, "kid")).getEncoded());
            }
            case OTHER_KEY_NAME ->
                withHeader(token, header -> header.put("kid", UUID.randomUUID().toString()));
            case EXPIRED -> withClaims(token, this::expire);
        };
    }

    private void expire(ObjectNode claims) {
        claims.put("exp", clock.instant().getEpochSecond() - HOUR_SECONDS);
    }

    private TokenParts withHeader(TokenParts token, Consumer<ObjectNode> change) {
        ObjectNode header = object(token.header(), "header");
        change.accept(header);
        return new TokenParts(header.toString(), token.claims(), token.signature());
    }

    private TokenParts withClaims(TokenParts token, Consumer<ObjectNode> change) {
        ObjectNode claims = object(token.claims(), "claims");
        change.accept(claims);
        return new TokenParts(token.header(), claims.toString(), token.signature());
    }

    private ObjectNode object(String text, String part) {
        if (Json.find(text).orElse(null) instanceof ObjectNode object) {
            return object;
        }
        throw badRequest(
                "InvalidRequestContent",
                "The %s is no JSON object, which this forgery changes. Correct it, or send the token as edited.",
                part);
    }

    private static String text(ObjectNode object, String name) {
        return object.hasNonNull(name) ? object.get(name).asText() : null;
    }

    private PrivateKey ownKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS, random);
            return generator.generateKeyPair().getPrivate();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    private static TokenParts signed(TokenParts token, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(token.unsigned().getBytes(StandardCharsets.US_ASCII));
            return token.withSignature(TokenParts.encoded(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA256withRSA", e);
        }
    }

    private static TokenParts authenticated(TokenParts token, byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return token.withSignature(
                    TokenParts.encoded(mac.doFinal(token.unsigned().getBytes(StandardCharsets.US_ASCII))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
