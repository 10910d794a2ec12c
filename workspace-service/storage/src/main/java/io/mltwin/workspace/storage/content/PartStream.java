package io.mltwin.workspace.storage.content;

import io.mltwin.datakeys.DataKey;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The plaintext of a list of parts, each opened when its turn comes. */
final class PartStream implements StoredBytes {

    private final List<Part> parts;
    private final Set<UUID> contents;
    private final DataKey key;
    private final ContentFiles files;
    private final ContentUse use;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Parts that ranges are in. */
    private final Set<InputStream> reading = ConcurrentHashMap.newKeySet();

    /** The byte before which each part ends. */
    private final long[] ends;

    /**
     * @param contents in use until it is closed
     */
    PartStream(List<Part> parts, Set<UUID> contents, DataKey key, ContentFiles files, ContentUse use) {
        this.parts = parts;
        this.contents = contents;
        this.key = key;
        this.files = files;
        this.use = use;
        this.ends = new long[parts.size()];
        long end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += parts.get(i).length();
            ends[i] = end;
        }
    }

    @Override
    public void transfer(long first, long length, OutputStream out) throws IOException {
        for (long at = first, end = first + length; at < end; ) {
            int index = index(at);
            long stop = Math.min(end, ends[index]);
            try (ContentStream content = open(index)) {
                content.transfer(within(index, at), stop - at, out);
            }
            at = stop;
        }
    }

    @Override
    public InputStream range(long first, long length) {
        return new InputStream() {
            private long at = first;
            private final long end = first + length;
            private long stop = first;
            private InputStream part;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                if (at == end) {
                    return -1;
                }
                if (at == stop) {
                    next();
                }
                int read = part.read(target, offset, (int) Math.min(count, stop - at));
                if (read < 0) {
                    throw new EOFException("stored content ends early");
                }
                at += read;
                return read;
            }

            private void next() throws IOException {
                closePart();
                int index = index(at);
                stop = Math.min(end, ends[index]);
                part = open(index).range(within(index, at), stop - at);
                reading.add(part);
            }

            private void closePart() throws IOException {
                if (part != null) {
                    part.close();
                    reading.remove(part);
                    part = null;
                }
            }

            @Override
            public void close() throws IOException {
                closePart();
                PartStream.this.close();
            }
        };
    }

    /** Of the part that has the byte. */
    private int index(long at) throws EOFException {
        int found = Arrays.binarySearch(ends, at);
        int index = found < 0 ? -found - 1 : found + 1;
        if (index == ends.length) {
            throw new EOFException("stored content ends early");
        }
        return index;
    }

    private long within(int index, long at) {
        Part part = parts.get(index);
        return part.first() + at - (ends[index] - part.length());
    }

    private ContentStream open(int index) throws IOException {
        return ContentStream.of(files.read(parts.get(index).contentId(), key));
    }

    /** Also the parts of ranges that nobody closed. */
    @Override
    public void close() throws IOException {
        if (!closed.getAndSet(true)) {
            try {
                for (InputStream part : reading) {
                    part.close();
                }
            } finally {
                use.end(contents);
            }
        }
    }
}
