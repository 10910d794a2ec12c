package io.mltwin.compute.attachedmachines;

import java.security.PublicKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/**
 * Trust on first use: the first host key of a server is noted, and from then on no other is
 * accepted.
 */
final class HostKeyVerifier {

    private final PublicKey expected;
    private PublicKey seen;
    private boolean rejected;

    /**
     * @param known the line that was noted, or null at the first use
     */
    HostKeyVerifier(String known) {
        this.expected = known == null ? null : MachineKey.parsePublic(known);
    }

    synchronized boolean accepts(PublicKey key) {
        seen = key;
        rejected = expected != null && !KeyUtils.compareKeys(expected, key);
        return !rejected;
    }

    synchronized boolean isRejected() {
        return rejected;
    }

    /** Returns whether the server has shown a key: it speaks SSH. */
    synchronized boolean isSshServer() {
        return seen != null;
    }

    /** The line to note. */
    synchronized String line() {
        return PublicKeyEntry.toString(seen);
    }
}
