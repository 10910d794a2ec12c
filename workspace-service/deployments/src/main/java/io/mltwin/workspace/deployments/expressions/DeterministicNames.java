package io.mltwin.workspace.deployments.expressions;

import io.mltwin.encoding.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/**
 * {@code uniqueString()} and {@code guid()} of Azure's templates: the same texts always give the
 * same name.
 *
 * <p>Deviation: uniqueString and guid give other values than Azure's for the same texts, since
 * Microsoft does not publish how they are computed.
 */
final class DeterministicNames {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int LENGTH = 13;
    private static final int BITS = 5;
    private static final UUID NAMESPACE = UUID.fromString("6f4a5b0e-7c1d-5e2a-9b3f-8d6c4a2e1f00");

    private DeterministicNames() {}

    /** 13 lower-case letters and digits. */
    static String uniqueString(List<String> texts) {
        long hash = ByteBuffer.wrap(Sha256.hash(joined(texts))).getLong();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            name.append(ALPHABET.charAt((int) (hash >>> (64 - BITS))));
            hash <<= BITS;
        }
        return name.toString();
    }

    /** A name-based UUID of version 5. */
    static UUID guid(List<String> texts) {
        byte[] name = joined(texts);
        byte[] named = ByteBuffer.allocate(16 + name.length)
                .putLong(NAMESPACE.getMostSignificantBits())
                .putLong(NAMESPACE.getLeastSignificantBits())
                .put(name)
                .array();
        ByteBuffer hash = ByteBuffer.wrap(sha1(named));
        long high = hash.getLong() & ~0xF000L | 0x5000L;
        long low = hash.getLong() & ~(0xC000L << 48) | 0x8000L << 48;
        return new UUID(high, low);
    }

    /** Two lists are joined to the same text only when they are the same. */
    private static byte[] joined(List<String> texts) {
        StringBuilder joined = new StringBuilder();
        texts.forEach(text -> joined.append(text.length()).append(':').append(text));
        return joined.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sha1(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
