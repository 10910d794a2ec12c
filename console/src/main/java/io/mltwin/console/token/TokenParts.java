package io.mltwin.console.token;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A token taken apart, for editing.
 *
 * @param header JSON as it is in the token
 * @param claims JSON as it is in the token
 * @param signature base64url; empty for none
 */
public record TokenParts(String header, String claims, String signature) {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /** Returns the parts, or nothing for a text that is no signed token. */
    static Optional<TokenParts> read(String token) {
        String[] parts = token == null ? new String[0] : token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        String header = decoded(parts[0]);
        String claims = decoded(parts[1]);
        return header == null || claims == null
                ? Optional.empty()
                : Optional.of(new TokenParts(header, claims, parts[2]));
    }

    /** Returns the token's text. */
    String text() {
        return unsigned() + "." + signature;
    }

    /** Returns what a signature is made over. */
    String unsigned() {
        return encoded(header) + "." + encoded(claims);
    }

    TokenParts withSignature(String other) {
        return new TokenParts(header, claims, other);
    }

    static String encoded(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    private static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String part) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(part)))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return "token in parts";
    }
}
