package io.mltwin.compute.snapshots;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip that is made while it is read, a piece of a file at a time. */
public final class ZipStream extends InputStream {

    private static final int PIECE = 64 << 10;

    /** Opens the content of a file when its turn comes. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    /**
     * A file of the zip.
     *
     * @param time null for now
     */
    public record Entry(String path, Instant time, Content content) {}

    private static final class Made extends ByteArrayOutputStream {

        int copy(int from, byte[] target, int offset, int length) {
            int copied = Math.min(length, count - from);
            System.arraycopy(buf, from, target, offset, copied);
            return copied;
        }
    }

    private final Iterator<Entry> entries;
    private final Made made = new Made();
    private final ZipOutputStream zip = new ZipOutputStream(made);
    private final byte[] piece = new byte[PIECE];
    private int read;
    private boolean finished;
    private InputStream content;

    public ZipStream(List<Entry> entries) {
        this.entries = entries.iterator();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (read == made.size()) {
            if (finished) {
                return -1;
            }
            made.reset();
            read = 0;
            goOn();
        }
        int copied = made.copy(read, target, offset, length);
        read += copied;
        return copied;
    }

    private void goOn() throws IOException {
        if (content != null) {
            int length = content.read(piece);
            if (length < 0) {
                close();
                zip.closeEntry();
            } else {
                zip.write(piece, 0, length);
            }
        } else if (entries.hasNext()) {
            Entry next = entries.next();
            ZipEntry entry = new ZipEntry(next.path());
            if (next.time() != null) {
                entry.setTime(next.time().toEpochMilli());
            }
            zip.putNextEntry(entry);
            content = next.content().open();
        } else {
            zip.close();
            finished = true;
        }
    }

    @Override
    public void close() throws IOException {
        if (content != null) {
            content.close();
            content = null;
        }
    }
}
