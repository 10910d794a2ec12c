package io.mltwin.eventrelay;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A file of frames: length, checksum, content. A frame that was not written to its end (a crash) or
 * does not match its checksum ends the file for the reader.
 */
final class SpoolSegment {

    private static final int HEAD = 8;
    private static final int LARGEST = 1 << 20;

    private SpoolSegment() {}

    /** Returns frames one behind the other. */
    static ByteBuffer frames(List<byte[]> contents) {
        int length = 0;
        for (byte[] content : contents) {
            if (content.length > LARGEST) {
                throw new IllegalArgumentException("a record of " + content.length + " bytes");
            }
            length += HEAD + content.length;
        }
        ByteBuffer frames = ByteBuffer.allocate(length);
        for (byte[] content : contents) {
            frames.putInt(content.length).putInt(checksum(content)).put(content);
        }
        return frames.flip();
    }

    /** Reads at most {@code most} whole frames of a segment's file from an offset on. */
    static List<SpoolRecord> read(Path file, long segment, long offset, int most) throws IOException {
        List<SpoolRecord> records = new ArrayList<>();
        long next = offset;
        try (InputStream raw = Files.newInputStream(file)) {
            raw.skipNBytes(Math.min(offset, Files.size(file)));
            DataInputStream in = new DataInputStream(new BufferedInputStream(raw));
            while (records.size() < most) {
                byte[] content = readFrame(in);
                if (content == null) {
                    break;
                }
                next += HEAD + content.length;
                records.add(new SpoolRecord(content, segment, next));
            }
        }
        return records;
    }

    private static byte[] readFrame(DataInputStream in) throws IOException {
        try {
            int length = in.readInt();
            int checksum = in.readInt();
            if (length < 0 || length > LARGEST) {
                return null;
            }
            byte[] content = new byte[length];
            in.readFully(content);
            return checksum(content) == checksum ? content : null;
        } catch (EOFException torn) {
            return null;
        }
    }

    private static int checksum(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return (int) crc.getValue();
    }
}
