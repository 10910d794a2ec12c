package io.mltwin.workspace.storage.encryption;

import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeader;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeaderIf;
import static io.mltwin.workspace.storage.wire.RequestErrors.missingHeaderIf;

import com.google.crypto.tink.subtle.AesGcmJce;
import io.mltwin.datakeys.DataKeyException;
import io.mltwin.datakeys.DataKeys.KeyWrapper;
import io.mltwin.encoding.Sha256;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * A key that the client provides with the request ("Provide an encryption key on a request to Blob
 * storage"). It lives as long as the request: it wraps a data key, and nothing but its hash is
 * kept.
 */
public final class ClientKey implements KeyWrapper {

    private static final String ALGORITHM = "AES256";
    private static final int BYTES = 32;

    private final byte[] key;
    private final String sha256;

    private ClientKey(byte[] key, String sha256) {
        this.key = key;
        this.sha256 = sha256;
    }

    /**
     * Returns the key of {@code x-ms-encryption-key} and its companions, or null.
     *
     * @param writes then the algorithm is mandatory
     * @throws io.mltwin.armweb.AzureException 400
     */
    public static ClientKey of(MultiMap headers, boolean writes) {
        return read(headers, "x-ms-", writes);
    }

    /** Returns the key of the source of a copy, {@code x-ms-source-encryption-key}, or null. */
    public static ClientKey ofSource(MultiMap headers) {
        return read(headers, "x-ms-source-", true);
    }

    private static ClientKey read(MultiMap headers, String prefix, boolean writes) {
        String keyName = prefix + "encryption-key";
        String shaName = prefix + "encryption-key-sha256";
        String algorithmName = prefix + "encryption-algorithm";
        String key = headers.get(keyName);
        String sha = headers.get(shaName);
        String algorithm = headers.get(algorithmName);
        if (key == null && sha == null && algorithm == null) {
            return null;
        }
        require(keyName, key);
        require(shaName, sha);
        if (writes) {
            require(algorithmName, algorithm);
        }
        invalidHeaderIf(algorithm != null && !ALGORITHM.equals(algorithm), algorithmName, "it is " + ALGORITHM + ".");
        byte[] bytes = bytes(keyName, key);
        byte[] hash = Sha256.hash(bytes);
        invalidHeaderIf(
                !MessageDigest.isEqual(hash, bytes(shaName, sha)), shaName, "it is not the SHA-256 of the key.");
        return new ClientKey(bytes, Base64.getEncoder().encodeToString(hash));
    }

    private static void require(String name, String value) {
        missingHeaderIf(value == null, name);
    }

    private static byte[] bytes(String name, String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (bytes.length == BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException malformed) {
            throw invalidHeader(name, "it is Base64.");
        }
        throw invalidHeader(name, "it is " + BYTES + " bytes in Base64.");
    }

    /** Base64 of its hash: what is stored of it. */
    public String sha256() {
        return sha256;
    }

    @Override
    public byte[] wrap(byte[] material, String context) {
        try {
            return new AesGcmJce(key).encrypt(material, context.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new DataKeyException("The client's key cannot wrap", e);
        }
    }

    @Override
    public byte[] unwrap(byte[] wrapped, String context) {
        try {
            return new AesGcmJce(key).decrypt(wrapped, context.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new DataKeyException("The client's key cannot unwrap the data key", e);
        }
    }

    @Override
    public String toString() {
        return "client's key of hash " + sha256;
    }
}
