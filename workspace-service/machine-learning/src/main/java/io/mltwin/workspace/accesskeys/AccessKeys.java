package io.mltwin.workspace.accesskeys;

import io.mltwin.datakeys.RootKeys;
import io.mltwin.resourceprovider.TrackedRow;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The random keys that Azure gives to a resource for its clients, such as admin keys; rows hold them wrapped. */
@Singleton
public record AccessKeys(RootKeys rootKeys, SecureRandom random) {
    /**
     * Makes keys and wraps them.
     *
     * @param bytes of all keys together
     * @param row in which alone they are opened again
     */
    public byte[] generate(int bytes, TrackedRow row) {
        byte[] keys = new byte[bytes];
        random.nextBytes(keys);
        return rootKeys.wrap(keys, place(row));
    }

    /** Opens so many keys of the same length. */
    public List<byte[]> open(byte[] wrapped, int count, TrackedRow row) {
        byte[] keys = rootKeys.unwrap(wrapped, place(row));
        int length = keys.length / count;
        return IntStream.range(0, count)
                .mapToObj(i -> Arrays.copyOfRange(keys, i * length, (i + 1) * length))
                .toList();
    }

    /** Opens two keys, as {@code listAdminKeys} and the like show them: in hexadecimal, by their names. */
    public Map<String, String> hexPair(byte[] wrapped, TrackedRow row) {
        List<byte[]> both = open(wrapped, 2, row);
        HexFormat hex = HexFormat.of().withUpperCase();
        return Map.of("primaryKey", hex.formatHex(both.get(0)), "secondaryKey", hex.formatHex(both.get(1)));
    }

    private static String place(TrackedRow row) {
        return "access-keys:" + row.key;
    }
}
