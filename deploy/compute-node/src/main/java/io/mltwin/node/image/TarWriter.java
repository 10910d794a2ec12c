package io.mltwin.node.image;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a tar archive in GNU's form whose bytes depend on names and contents alone: times are the
 * epoch, and everything is root's.
 */
final class TarWriter implements Closeable {

    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int LINK_AT = 157;
    private static final int SUM_AT = 148;
    private static final int SUM_LENGTH = 8;

    private final OutputStream out;

    TarWriter(OutputStream out) {
        this.out = out;
    }

    /** Adds a folder; its name ends with a slash. */
    void addFolder(String name) throws IOException {
        header(name, "", '5', 0, true);
    }

    void addLink(String name, String target) throws IOException {
        header(name, target, '2', 0, true);
    }

    /**
     * Adds a file.
     *
     * @throws IOException when the content has another size
     */
    void addFile(String name, InputStream content, long size, boolean runs) throws IOException {
        header(name, "", '0', size, runs);
        if (content.transferTo(out) != size) {
            throw new IOException(name + " was changed while it was read");
        }
        pad(size);
    }

    /** Ends the archive; the stream stays open. */
    @Override
    public void close() throws IOException {
        out.write(new byte[2 * BLOCK]);
    }

    private void header(String name, String link, char type, long size, boolean runs) throws IOException {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] linkBytes = link.getBytes(StandardCharsets.UTF_8);
        addLong('K', linkBytes);
        addLong('L', nameBytes);
        block(nameBytes, linkBytes, type, size, runs);
    }

    /** Writes an entry of its own for a name that does not fit into the header. */
    private void addLong(char type, byte[] text) throws IOException {
        if (text.length > NAME) {
            byte[] ended = Arrays.copyOf(text, text.length + 1);
            block("././@LongLink".getBytes(StandardCharsets.UTF_8), new byte[0], type, ended.length, false);
            out.write(ended);
            pad(ended.length);
        }
    }

    private void block(byte[] name, byte[] link, char type, long size, boolean runs) throws IOException {
        byte[] block = new byte[BLOCK];
        put(block, 0, Arrays.copyOf(name, Math.min(name.length, NAME)));
        put(block, NAME, type == '2' ? "0000777\0" : runs ? "0000755\0" : "0000644\0");
        put(block, 108, "0000000\0");
        put(block, 116, "0000000\0");
        put(block, 124, String.format("%011o\0", size));
        put(block, 136, "00000000000\0");
        Arrays.fill(block, SUM_AT, SUM_AT + SUM_LENGTH, (byte) ' ');
        block[LINK_AT - 1] = (byte) type;
        put(block, LINK_AT, Arrays.copyOf(link, Math.min(link.length, NAME)));
        put(block, 257, "ustar  \0");
        int sum = 0;
        for (byte one : block) {
            sum += one & 0xff;
        }
        put(block, SUM_AT, String.format("%06o\0 ", sum));
        out.write(block);
    }

    private void pad(long size) throws IOException {
        out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
    }

    private static void put(byte[] block, int at, String text) {
        put(block, at, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void put(byte[] block, int at, byte[] bytes) {
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }
}
