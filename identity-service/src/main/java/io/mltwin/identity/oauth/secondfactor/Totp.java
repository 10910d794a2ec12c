package io.mltwin.identity.oauth.secondfactor;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Time-based one-time passwords of RFC 6238 as authenticator apps make them: HMAC-SHA-1, six
 * digits, steps of 30 seconds.
 */
final class Totp {

    static final int SECRET_BYTES = 20;
    private static final int STEP_SECONDS = 30;
    private static final int DIGITS = 6;
    private static final int MODULUS = 1_000_000;
    private static final int CLOCKS_APART = 1;

    private Totp() {}

    static long step(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
    }

    static String code(byte[] secret, long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] digest =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = digest[digest.length - 1] & 0x0f;
            int binary = ByteBuffer.wrap(digest, offset, Integer.BYTES).getInt() & 0x7fffffff;
            return String.format(Locale.ROOT, "%0" + DIGITS + "d", binary % MODULUS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
    }

    /**
     * Returns the step of the code: the current one or, since clocks differ, the one before or
     * after it. It must be later than the last accepted step.
     */
    static OptionalLong stepOf(byte[] secret, String typed, Instant now, long lastStep) {
        byte[] code = digits(typed);
        long present = step(now);
        OptionalLong found = OptionalLong.empty();
        for (long step = present - CLOCKS_APART; step <= present + CLOCKS_APART; step++) {
            boolean same = MessageDigest.isEqual(code, digits(code(secret, step)));
            if (same && step > lastStep) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /** Returns the digits without spaces, since apps show codes in groups. */
    private static byte[] digits(String typed) {
        return typed.replace(" ", "").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
