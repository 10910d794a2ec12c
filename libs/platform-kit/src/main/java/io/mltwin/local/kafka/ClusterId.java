package io.mltwin.local.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.UUID;

/**
 * Kafka's form of a cluster id: 16 bytes in 22 characters of URL-safe Base64; the same for a data
 * folder for ever.
 */
final class ClusterId {
    private ClusterId() {}

    static String of(Path dataFolder) {
        UUID id = UUID.nameUUIDFromBytes(dataFolder.toString().getBytes(StandardCharsets.UTF_8));
        // Without its first bit it never begins with "-", which Kafka's tools take for an option.
        long first = id.getMostSignificantBits() & Long.MAX_VALUE;
        ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES).putLong(first).putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }
}
