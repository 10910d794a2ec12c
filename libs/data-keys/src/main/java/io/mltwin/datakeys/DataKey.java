package io.mltwin.datakeys;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.StreamingAead;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * A data key, unwrapped: encrypts what is at rest on one surface (a storage account, a vault, a run
 * history). {@code context} binds each ciphertext to its place, so that one cannot be put in
 * another's.
 */
public final class DataKey {

    private final Aead small;
    private final StreamingAead large;

    DataKey(KeysetHandle small, KeysetHandle large) throws GeneralSecurityException {
        this.small = small.getPrimitive(RegistryConfiguration.get(), Aead.class);
        this.large = large.getPrimitive(RegistryConfiguration.get(), StreamingAead.class);
    }

    private DataKey(Aead small, StreamingAead large) {
        this.small = small;
        this.large = large;
    }

    /** Returns a key that encrypts twice: under this one, and what comes of it under the other. */
    public DataKey over(DataKey outer) {
        return new DataKey(new Layers.Small(small, outer.small), new Layers.Large(large, outer.large));
    }

    public byte[] encrypt(byte[] plaintext, String context) {
        try {
            return small.encrypt(plaintext, bytes(context));
        } catch (GeneralSecurityException e) {
            throw new DataKeyException("Encryption failed", e);
        }
    }

    /**
     * Decrypts.
     *
     * @throws DataKeyException when it was altered, moved, or encrypted under another key
     */
    public byte[] decrypt(byte[] ciphertext, String context) {
        try {
            return small.decrypt(ciphertext, bytes(context));
        } catch (GeneralSecurityException e) {
            throw new DataKeyException("Stored data cannot be decrypted: it was altered or belongs to another key", e);
        }
    }

    public byte[] encryptText(String plaintext, String context) {
        return encrypt(plaintext.getBytes(StandardCharsets.UTF_8), context);
    }

    public String decryptText(byte[] ciphertext, String context) {
        return new String(decrypt(ciphertext, context), StandardCharsets.UTF_8);
    }

    /** Returns a stream that encrypts what is written to it; close it to finish. */
    public OutputStream encrypting(OutputStream ciphertext, String context) throws IOException {
        try {
            return large.newEncryptingStream(ciphertext, bytes(context));
        } catch (GeneralSecurityException e) {
            throw new DataKeyException("Encryption failed", e);
        }
    }

    /** Returns a stream of the plaintext. */
    public InputStream decrypting(InputStream ciphertext, String context) throws IOException {
        try {
            return large.newDecryptingStream(ciphertext, bytes(context));
        } catch (GeneralSecurityException e) {
            throw new DataKeyException("Stored data cannot be decrypted", e);
        }
    }

    /** Returns the plaintext with random access, for ranges of large blobs. */
    public SeekableByteChannel decrypting(SeekableByteChannel ciphertext, String context) throws IOException {
        try {
            return large.newSeekableDecryptingChannel(ciphertext, bytes(context));
        } catch (GeneralSecurityException e) {
            throw new DataKeyException("Stored data cannot be decrypted", e);
        }
    }

    private static byte[] bytes(String context) {
        return context.getBytes(StandardCharsets.UTF_8);
    }
}
