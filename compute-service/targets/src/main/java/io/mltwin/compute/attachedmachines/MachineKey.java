package io.mltwin.compute.attachedmachines;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/**
 * A key pair that Azure ML makes for one attached machine: {@code ecdsa-sha2-nistp256}, which every
 * SSH server knows.
 */
public final class MachineKey {

    private static final String CURVE = "secp256r1";

    private final KeyPair pair;

    private MachineKey(KeyPair pair) {
        this.pair = pair;
    }

    static MachineKey generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE), random);
            return new MachineKey(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }

    /**
     * Reads a pair.
     *
     * @param secret what {@link #secret} gave
     * @param line what {@link #publicLine} gave
     */
    static MachineKey parse(String secret, String line) {
        try {
            byte[] der = Base64.getDecoder().decode(secret);
            return new MachineKey(new KeyPair(
                    parsePublic(line), KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("The vault's secret is no key of a machine.", e);
        }
    }

    /** The key of a line of {@code authorized_keys} or of a host's key. */
    static PublicKey parsePublic(String line) {
        try {
            return AuthorizedKeyEntry.parseAuthorizedKeyEntry(line)
                    .resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("A stored line is no public key.", e);
        }
    }

    /** The private half, as the vault keeps it: PKCS #8 in Base64. */
    String secret() {
        return Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
    }

    /**
     * The line that authorizes the key.
     *
     * @param comment tells the machine's owner whose key it is; its characters other than letters,
     *     digits and a few signs become hyphens
     */
    String publicLine(String comment) {
        return PublicKeyEntry.toString(pair.getPublic()) + " " + comment.replaceAll("[^A-Za-z0-9:/._-]", "-");
    }

    KeyPair pair() {
        return pair;
    }

    /** A name for a secret that no other key has. */
    static String newName(SecureRandom random) {
        return "ssh-" + new BigInteger(128, random).setBit(128).toString(16).substring(1);
    }

    @Override
    public String toString() {
        return "key of a machine";
    }
}
