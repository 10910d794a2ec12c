package io.mltwin.identity.oauth.clients;

import io.mltwin.encoding.Sha256;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;

/**
 * A generated secret of an application, known by its hash.
 *
 * @param startOn null for always
 * @param expiresOn null for never
 */
public record ClientSecret(String keyId, byte[] sha256, Instant startOn, Instant expiresOn) {

    /** What is thought of a secret that somebody presents. */
    public enum Verdict {
        VALID,
        /** It is one of the application's, but not now. */
        OUT_OF_FORCE,
        WRONG
    }

    /** Compares in constant time with every secret of an application. */
    public static Verdict judge(String presented, List<ClientSecret> known, Instant now) {
        byte[] given = Sha256.hash(presented);
        boolean valid = false;
        boolean outOfForce = false;
        for (ClientSecret secret : known) {
            boolean matches = MessageDigest.isEqual(secret.sha256, given);
            boolean inForce = secret.isInForce(now);
            valid |= matches && inForce;
            outOfForce |= matches && !inForce;
        }
        if (valid) {
            return Verdict.VALID;
        }
        return outOfForce ? Verdict.OUT_OF_FORCE : Verdict.WRONG;
    }

    private boolean isInForce(Instant now) {
        return (startOn == null || !startOn.isAfter(now))
                && (expiresOn == null || expiresOn.isAfter(now));
    }

    @Override
    public String toString() {
        return "ClientSecret[" + keyId + "]";
    }
}
