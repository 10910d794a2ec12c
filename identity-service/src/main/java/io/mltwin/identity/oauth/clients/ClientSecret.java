package io.mltwin.identity.oauth.clients;

import io.mltwin.encoding.Sha256;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;

/**
 * The hash of a generated secret of an application.
 *
 * @param startOn null for always
 * @param expiresOn null for never
 */
public record ClientSecret(String keyId, byte[] sha256, Instant startOn, Instant expiresOn) {

    /** The result of comparing a presented secret. */
    public enum Verdict {
        VALID,
        /** It is a secret of the application, but not in force now. */
        OUT_OF_FORCE,
        WRONG
    }

    /** Compares the presented secret with every secret of an application in constant time. */
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
        return (startOn == null || !startOn.isAfter(now)) && (expiresOn == null || expiresOn.isAfter(now));
    }

    @Override
    public String toString() {
        return "ClientSecret[" + keyId + "]";
    }
}
