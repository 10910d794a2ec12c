package io.mltwin.datakeys;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingParameters;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;

/** Makes, wraps and unwraps data keys. A service keeps the wrapped form in its database. */
public final class DataKeys {

    private static final int KEY_BYTES = 32;
    private static final int SEGMENT_BYTES = 64 * 1024;

    private DataKeys() {}

    /**
     * Returns a new data key's wrapped form.
     *
     * @param context what the key is for, such as {@code storage-account:/subscriptions/…}; needed
     *     again to unwrap
     */
    public static byte[] generate(KeyWrapper wrapper, String context) {
        try {
            byte[] small = serialize(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));
            byte[] large = serialize(KeysetHandle.generateNew(streaming()));
            byte[] material = ByteBuffer.allocate(4 + small.length + large.length)
                    .putInt(small.length)
                    .put(small)
                    .put(large)
                    .array();
            return wrapper.wrap(material, context);
        } catch (GeneralSecurityException e) {
            throw new DataKeyException("Cannot make a data key", e);
        }
    }

    /**
     * As Tink's AES256_GCM_HKDF_1MB but in segments of 64 KB: each open stream holds several
     * segments in memory, and a service has a small heap and up to forty streams.
     */
    private static AesGcmHkdfStreamingParameters streaming() throws GeneralSecurityException {
        return AesGcmHkdfStreamingParameters.builder()
                .setKeySizeBytes(KEY_BYTES)
                .setDerivedAesGcmKeySizeBytes(KEY_BYTES)
                .setHkdfHashType(AesGcmHkdfStreamingParameters.HashType.SHA256)
                .setCiphertextSegmentSizeBytes(SEGMENT_BYTES)
                .build();
    }

    /**
     * Opens a wrapped data key.
     *
     * @throws DataKeyException when it cannot be unwrapped
     */
    public static DataKey open(byte[] wrapped, KeyWrapper wrapper, String context) {
        ByteBuffer material = ByteBuffer.wrap(wrapper.unwrap(wrapped, context));
        byte[] small = new byte[material.getInt()];
        material.get(small);
        byte[] large = new byte[material.remaining()];
        material.get(large);
        try {
            return new DataKey(parse(small), parse(large));
        } catch (GeneralSecurityException e) {
            throw new DataKeyException("The data key has not the expected form", e);
        }
    }

    /** Returns the same data key wrapped by another key: what rotating the wrapping key does. */
    public static byte[] rewrap(byte[] wrapped, KeyWrapper from, KeyWrapper to, String context) {
        return to.wrap(from.unwrap(wrapped, context), context);
    }

    private static byte[] serialize(KeysetHandle keys) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get());
    }

    private static KeysetHandle parse(byte[] keys) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.parseKeyset(keys, InsecureSecretKeyAccess.get());
    }

    /** A key that wraps data keys: a service's root key, or a customer's key in a vault. */
    public interface KeyWrapper {

        /** Wraps key material, bound to a context. */
        byte[] wrap(byte[] material, String context);

        /**
         * Unwraps key material.
         *
         * @throws DataKeyException when the key is away, disabled or another
         */
        byte[] unwrap(byte[] wrapped, String context);
    }
}
