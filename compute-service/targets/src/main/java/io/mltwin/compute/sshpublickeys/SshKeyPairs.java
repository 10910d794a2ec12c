package io.mltwin.compute.sshpublickeys;

import io.mltwin.encoding.PemKeys;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;

/** Generates key pairs for SSH as Azure does: RSA of 3 072 bits. */
@Singleton
record SshKeyPairs(SecureRandom random) {

    private static final int BITS = 3072;

    /** A pair: one line of OpenSSH's form, and a PEM file. */
    record Pair(String publicKey, String privateKey) {
        @Override
        public String toString() {
            return "an SSH key pair";
        }
    }

    Pair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS, random);
            KeyPair pair = generator.generateKeyPair();
            return new Pair(
                    "ssh-rsa "
                            + Base64.getEncoder().encodeToString(wire((RSAPublicKey) pair.getPublic()))
                            + " generated-by-azure",
                    PemKeys.toPem(pair.getPrivate()));
        } catch (NoSuchAlgorithmException | IOException e) {
            throw new IllegalStateException("RSA keys cannot be generated", e);
        }
    }

    /** RFC 4253, section 6.6: the name, the exponent and the modulus, each after its length. */
    private static byte[] wire(RSAPublicKey key) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (byte[] part : new byte[][] {
            "ssh-rsa".getBytes(StandardCharsets.US_ASCII),
            key.getPublicExponent().toByteArray(),
            key.getModulus().toByteArray()
        }) {
            out.writeInt(part.length);
            out.write(part);
        }
        return bytes.toByteArray();
    }
}
