package io.mltwin.signin;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a person holds next to the browser: RFC 6238 over the key that the page shows. */
public final class AuthenticatorApp {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private static final int STEP = 30;
    private static final int TOO_LATE = 27;

    private final byte[] key;
    private long used;

    /**
     * @param shown in base32, in groups as on the page
     */
    public AuthenticatorApp(String shown) {
        StringBuilder bits = new StringBuilder();
        for (char letter : shown.replace(" ", "").toCharArray()) {
            bits.append(String.format("%5s", Integer.toBinaryString(ALPHABET.indexOf(letter)))
                    .replace(' ', '0'));
        }
        key = new byte[bits.length() / 8];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) Integer.parseInt(bits.substring(i * 8, i * 8 + 8), 2);
        }
    }

    /**
     * @param stepsAhead of now; a code that has counted does not count again
     */
    public String code(int stepsAhead) {
        waitForTheNextIfThisOneEndsSoon();
        return codeOf(now() + stepsAhead);
    }

    /** A code that this method has not returned before; waits for one where all have counted. */
    public synchronized String unusedCode() {
        waitForTheNextIfThisOneEndsSoon();
        while (used > now()) {
            pause(1);
        }
        used = Math.max(used + 1, now() - 1);
        return codeOf(used);
    }

    private static long now() {
        return Instant.now().getEpochSecond() / STEP;
    }

    private String codeOf(long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            byte[] digest = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
            int binary = ByteBuffer.wrap(digest, digest[19] & 15, 4).getInt() & 0x7fffffff;
            return String.format(Locale.ROOT, "%06d", binary % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void waitForTheNextIfThisOneEndsSoon() {
        long second = Instant.now().getEpochSecond() % STEP;
        if (second >= TOO_LATE) {
            pause(STEP - second);
        }
    }

    private static void pause(long seconds) {
        try {
            Thread.sleep(seconds * 1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
