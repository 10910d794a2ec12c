package io.mltwin.identity.directory;

import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.List;

/**
 * What an application can prove itself with.
 *
 * @param secretHashes SHA-256 of its generated secrets
 * @param publicKeys keys of its certificates
 */
public record ClientCredentials(List<byte[]> secretHashes, List<PublicKey> publicKeys) {

    /** Compares in constant time with every secret. */
    public boolean matchesSecret(String secret) {
        byte[] given = Secrets.sha256(secret);
        boolean matches = false;
        for (byte[] hash : secretHashes) {
            matches |= MessageDigest.isEqual(hash, given);
        }
        return matches;
    }

    @Override
    public String toString() {
        return "ClientCredentials[secrets="
                + secretHashes.size()
                + ", keys="
                + publicKeys.size()
                + "]";
    }
}
