package io.mltwin.workspace.storage.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The CRC-64 of Azure Storage ({@code x-ms-content-crc64}): reflected polynomial 9A6C9329AC4BC9B5,
 * all ones before and after, eight bytes with the lowest first. Eight bytes a step.
 */
public final class Crc64 {

    private static final long POLYNOMIAL = 0x9A6C9329AC4BC9B5L;
    private static final long[][] TABLES = tables();

    private long crc = ~0L;

    private static long[][] tables() {
        long[][] tables = new long[8][256];
        for (int i = 0; i < 256; i++) {
            long value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ POLYNOMIAL;
            }
            tables[0][i] = value;
        }
        for (int i = 0; i < 256; i++) {
            for (int table = 1; table < 8; table++) {
                long before = tables[table - 1][i];
                tables[table][i] = tables[0][(int) (before & 0xFF)] ^ before >>> 8;
            }
        }
        return tables;
    }

    public void update(byte[] bytes, int offset, int length) {
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, length).order(ByteOrder.LITTLE_ENDIAN);
        long value = crc;
        while (in.remaining() >= Long.BYTES) {
            long mixed = value ^ in.getLong();
            value = 0;
            for (int i = 0; i < 8; i++) {
                value ^= TABLES[7 - i][(int) (mixed >>> 8 * i & 0xFF)];
            }
        }
        while (in.hasRemaining()) {
            value = TABLES[0][(int) ((value ^ in.get()) & 0xFF)] ^ value >>> 8;
        }
        crc = value;
    }

    public byte[] value() {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(~crc)
                .array();
    }
}
