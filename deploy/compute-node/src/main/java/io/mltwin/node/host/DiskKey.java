package io.mltwin.node.host;

import io.mltwin.encoding.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of a node's OS disk (AES-256 in GCM). What the node writes there, its log, is encrypted
 * line by line, so that each line is whole wherever the node ends.
 */
public final class DiskKey {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    /** Marks a line that is encrypted; what the Java machine itself prints has no mark. */
    private static final String MARK = "enc:";

    private final byte[] key;
    private final SecureRandom random;

    private DiskKey(byte[] key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    static DiskKey generate(SecureRandom random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return new DiskKey(bytes, random);
    }

    public static DiskKey of(byte[] bytes, SecureRandom random) {
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("a disk's key has " + KEY_BYTES + " bytes");
        }
        return new DiskKey(bytes.clone(), random);
    }

    byte[] bytes() {
        return key.clone();
    }

    byte[] encrypt(byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(plain);
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    byte[] decrypt(byte[] sealed) throws IOException {
        if (sealed.length < NONCE_BYTES) {
            throw new IOException("what is encrypted is longer");
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES))
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IOException("it was changed, or encrypted under another key", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }

    /** A stream whose lines stand encrypted in another one. */
    public PrintStream printer(OutputStream to) {
        return new PrintStream(new Lines(to), true, StandardCharsets.UTF_8);
    }

    private final class Lines extends OutputStream {
        private final OutputStream to;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        Lines(OutputStream to) {
            this.to = to;
        }

        @Override
        public synchronized void write(int one) throws IOException {
            if (one != '\n') {
                line.write(one);
                return;
            }
            String text = MARK + Base64.getEncoder().encodeToString(encrypt(line.toByteArray()));
            line.reset();
            to.write((text + "\n").getBytes(StandardCharsets.US_ASCII));
            to.flush();
        }
    }

    /** Returns the whole lines of a log as they were printed. */
    String read(String log) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String one : log.substring(0, log.lastIndexOf('\n') + 1).split("\n")) {
            text.append(one.startsWith(MARK) ? new String(decrypted(one), StandardCharsets.UTF_8) : one)
                    .append('\n');
        }
        return text.toString();
    }

    private byte[] decrypted(String line) throws IOException {
        try {
            return decrypt(Base64.getDecoder().decode(line.substring(MARK.length())));
        } catch (IllegalArgumentException e) {
            throw new IOException("a line of the log was changed", e);
        }
    }

    @Override
    public String toString() {
        return "a disk's key";
    }

    /**
     * A key that Microsoft manages, under which the keys of nodes' OS disks are wrapped. It lies where
     * the disks do not.
     */
    public interface DiskKeyWrapper {

        byte[] wrap(String nodeId, byte[] diskKey) throws IOException;

        /**
         * Unwraps the key of a node's disk.
         *
         * @throws IOException when it was wrapped by another key, or for another node
         */
        byte[] unwrap(String nodeId, byte[] wrapped) throws IOException;
    }

    /** Wraps the keys of OS disks on a node host, under a key that follows from the host's secret. */
    public static final class HostDiskKeys implements DiskKeyWrapper {

        private static final String PURPOSE = "os-disk ";

        private final DiskKey key;

        public HostDiskKeys(String secret, SecureRandom random) {
            this.key = DiskKey.of(Sha256.hash(PURPOSE + secret), random);
        }

        @Override
        public byte[] wrap(String nodeId, byte[] diskKey) throws IOException {
            ByteArrayOutputStream bound = new ByteArrayOutputStream();
            bound.write(diskKey);
            bound.write(nodeId.getBytes(StandardCharsets.UTF_8));
            return key.encrypt(bound.toByteArray());
        }

        @Override
        public byte[] unwrap(String nodeId, byte[] wrapped) throws IOException {
            byte[] bound = key.decrypt(wrapped);
            byte[] node = nodeId.getBytes(StandardCharsets.UTF_8);
            int length = bound.length - node.length;
            if (length < 0 || !Arrays.equals(node, Arrays.copyOfRange(bound, length, bound.length))) {
                throw new IOException("it is the key of another node's disk");
            }
            return Arrays.copyOf(bound, length);
        }
    }
}
