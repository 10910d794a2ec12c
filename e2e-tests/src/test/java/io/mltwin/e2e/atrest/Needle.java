package io.mltwin.e2e.atrest;

import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A plaintext that must be found nowhere, in the forms in which it could lie: as it is, in
 * hexadecimal, and in Base64 wherever it begins.
 *
 * @param what the kind of plaintext, for messages: the text itself is never printed
 */
record Needle(String what, List<byte[]> forms) {

    static Needle of(String what, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        List<byte[]> forms = new ArrayList<>(forms(content));
        if (text.length() >= 32 && text.matches("[A-Za-z0-9+/]+={0,2}") && text.length() % 4 == 0) {
            // a key that is told in Base64 could be kept as what it means
            forms.add(Base64.getDecoder().decode(text));
        }
        return new Needle(what, forms);
    }

    /** Bytes, such as a key. */
    static Needle of(String what, byte[] content) {
        return new Needle(what, forms(content));
    }

    /** The middle of a PEM file's first block: its beginning is the same in every key. */
    static Needle ofPem(String what, String pem) {
        String body = pem.replaceFirst("(?s).*?-----BEGIN [A-Z ]*PRIVATE KEY-----", "")
                .replaceFirst("(?s)-----END.*", "")
                .replaceAll("\\s", "");
        byte[] key = Base64.getDecoder().decode(body);
        int from = key.length / 3;
        return new Needle(what, forms(java.util.Arrays.copyOfRange(key, from, from + 24)));
    }

    /** A part of the private exponent, which no other member of the key shows. */
    static Needle ofPrivateHalf(String what, RSAPrivateCrtKey key) {
        byte[] exponent = key.getPrivateExponent().toByteArray();
        return new Needle(what, forms(java.util.Arrays.copyOfRange(exponent, 100, 124)));
    }

    private static List<byte[]> forms(byte[] content) {
        if (content.length < 12) {
            throw new IllegalArgumentException("too short to be found by accident only");
        }
        List<byte[]> forms = new ArrayList<>();
        forms.add(content);
        forms.add(ascii(HexFormat.of().formatHex(content)));
        for (int shift = 0; shift < 3; shift++) {
            // only the characters that no neighbour has a share in
            int from = (3 - shift) % 3;
            int length = (content.length - from) / 3 * 3;
            byte[] whole = java.util.Arrays.copyOfRange(content, from, from + length);
            forms.add(ascii(Base64.getEncoder().encodeToString(whole)));
            forms.add(ascii(Base64.getUrlEncoder().encodeToString(whole)));
        }
        return forms;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return what;
    }
}
