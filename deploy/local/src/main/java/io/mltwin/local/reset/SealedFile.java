package io.mltwin.local.reset;

import io.mltwin.local.layout.RefusalException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A file under a passphrase: a salt, then segments of AES-GCM under a key that PBKDF2 makes of both. A segment is
 * bound to its place, and the last one to being the last, so nothing can be left out or put in another order.
 *
 * @param iterations rounds of PBKDF2; a file is read with as many as it was written
 */
record SealedFile(int iterations) {
    /** Of as many rounds of PBKDF2 as OWASP asks for. */
    static final SealedFile STRONG = new SealedFile(600_000);

    private static final byte[] MAGIC = "mltwin snapshot 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int SALT_BYTES = 16;
    private static final int KEY_BITS = 256;
    private static final int TAG_BITS = 128;
    private static final int NONCE_BYTES = 12;
    private static final int SEGMENT_BYTES = 1 << 20;

    /**
     * Seals what is written until the stream is closed.
     *
     * @param content of which the salt is made: other content must have another one
     */
    OutputStream write(Path file, char[] passphrase, byte[] content) throws IOException {
        byte[] salt = Arrays.copyOf(content, SALT_BYTES);
        SecretKey key = key(passphrase, salt);
        DataOutputStream out = new DataOutputStream(Files.newOutputStream(file));
        out.write(MAGIC);
        out.write(salt);
        return new OutputStream() {
            private final ByteArrayOutputStream segment = new ByteArrayOutputStream();
            private long number;

            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                int done = 0;
                while (done < length) {
                    if (segment.size() == SEGMENT_BYTES) {
                        end(false);
                    }
                    int part = Math.min(length - done, SEGMENT_BYTES - segment.size());
                    segment.write(bytes, offset + done, part);
                    done += part;
                }
            }

            private void end(boolean last) throws IOException {
                byte[] sealed = crypt(Cipher.ENCRYPT_MODE, key, number++, last, segment.toByteArray());
                out.writeInt(last ? -sealed.length : sealed.length);
                out.write(sealed);
                segment.reset();
            }

            @Override
            public void close() throws IOException {
                try (out) {
                    end(true);
                }
            }
        };
    }

    /**
     * Opens a file.
     *
     * @throws RefusalException when it is none, or, from any read, when the passphrase is another one or the file was
     *     altered
     */
    InputStream read(Path file, char[] passphrase) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
        byte[] magic = in.readNBytes(MAGIC.length);
        byte[] salt = in.readNBytes(SALT_BYTES);
        if (!Arrays.equals(magic, MAGIC) || salt.length < SALT_BYTES) {
            in.close();
            throw new RefusalException(file + " is no exported snapshot that this version can read.");
        }
        SecretKey key = key(passphrase, salt);
        return new InputStream() {
            private ByteBuffer segment = ByteBuffer.allocate(0);
            private long number;
            private boolean ended;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                while (!segment.hasRemaining()) {
                    if (ended) {
                        return -1;
                    }
                    segment = next();
                }
                int part = Math.min(length, segment.remaining());
                segment.get(target, offset, part);
                return part;
            }

            private ByteBuffer next() throws IOException {
                try {
                    int length = in.readInt();
                    ended = length < 0;
                    int size = ended ? -length : length;
                    if (size < 0 || size > SEGMENT_BYTES + TAG_BITS / Byte.SIZE) {
                        throw new EOFException();
                    }
                    byte[] sealed = in.readNBytes(size);
                    return ByteBuffer.wrap(crypt(Cipher.DECRYPT_MODE, key, number++, ended, sealed));
                } catch (EOFException e) {
                    throw new RefusalException(
                            "The passphrase is not that of " + file
                                    + ", or the file is not whole. Nothing was changed.",
                            e);
                }
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }

    private SecretKey key(char[] passphrase, byte[] salt) {
        try {
            byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(passphrase, salt, iterations, KEY_BITS))
                    .getEncoded();
            return new SecretKeySpec(key, "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has PBKDF2", e);
        }
    }

    private static byte[] crypt(int mode, SecretKey key, long number, boolean last, byte[] content)
            throws EOFException {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            byte[] nonce = ByteBuffer.allocate(NONCE_BYTES)
                    .putInt(last ? 1 : 0)
                    .putLong(number)
                    .array();
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(content);
        } catch (AEADBadTagException e) {
            throw new EOFException("This is not what was sealed.");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }
}
