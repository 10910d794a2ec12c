package io.mltwin.scoring.registry.registries;

import io.mltwin.encoding.Sha256;
import io.mltwin.scoring.keys.Secrets;
import java.util.List;

/**
 * A registry's token as its data plane needs it at this moment.
 *
 * @param passwordHashes of the passwords that are good now; none when it is disabled
 * @param actions of its scope map
 */
public record TokenAccount(String name, List<String> passwordHashes, List<String> actions) {

    /** Returns whether this is one of its passwords. */
    public boolean hasPassword(String password) {
        return hasPasswordHash(Sha256.hex(password));
    }

    /** Does the same for what {@link Sha256#hex(String)} makes of a password. */
    public boolean hasPasswordHash(String hash) {
        boolean matches = false;
        for (String known : passwordHashes) {
            matches |= Secrets.same(hash, known);
        }
        return matches;
    }

    @Override
    public String toString() {
        return "token " + name;
    }
}
