package io.mltwin.identity.oauth.secondfactor;

import java.io.ByteArrayOutputStream;

/** Base32 of RFC 4648 without padding, in which authenticator apps read a secret. */
final class Base32 {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private Base32() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int held = 0;
        int count = 0;
        for (byte next : bytes) {
            held = held << Byte.SIZE | next & 0xff;
            count += Byte.SIZE;
            while (count >= BITS) {
                count -= BITS;
                text.append(ALPHABET.charAt(held >> count & 31));
            }
            held &= (1 << count) - 1;
        }
        if (count > 0) {
            text.append(ALPHABET.charAt(held << BITS - count & 31));
        }
        return text.toString();
    }

    /**
     * @throws IllegalArgumentException when the text is no base32
     */
    static byte[] decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int held = 0;
        int count = 0;
        for (char letter : text.toCharArray()) {
            int value = ALPHABET.indexOf(letter);
            if (value < 0) {
                throw new IllegalArgumentException("not base32");
            }
            held = held << BITS | value;
            count += BITS;
            if (count >= Byte.SIZE) {
                count -= Byte.SIZE;
                bytes.write(held >> count);
                held &= (1 << count) - 1;
            }
        }
        return bytes.toByteArray();
    }
}
