package io.mltwin.scoring.registry.archives;

import io.mltwin.encoding.BoundedReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads a tar that anybody may have made, entry by entry. What stands before an entry (long names,
 * long links, pax headers) is limited, and nothing of it is kept for the next: as in Go's
 * archive/tar, which engines use, a global pax header has no effect on later entries.
 */
public final class TarReader {

    private static final int RECORD = 512;
    private static final int LARGEST_HEADER = 256 << 10;
    private static final int MOST_ENTRIES = 1_000_000;

    private TarReader() {}

    /** Takes each entry. */
    public interface Visitor {
        void entry(TarArchiveEntry entry, InputStream content) throws IOException;
    }

    /**
     * Returns a layer without its compression, which is gzip or none.
     *
     * @throws IOException when it is compressed otherwise
     */
    public static InputStream unpacked(InputStream packed) throws IOException {
        BufferedInputStream layer = new BufferedInputStream(packed);
        layer.mark(2);
        int magic = layer.read() | layer.read() << 8;
        layer.reset();
        if (magic == 0xB528) {
            throw new IOException("A layer is compressed with zstd, which is not read");
        }
        return magic == GZIPInputStream.GZIP_MAGIC ? new GZIPInputStream(layer) : layer;
    }

    /**
     * Walks through a tar.
     *
     * @throws IOException when it is damaged, or has a header, a number of entries or a sparse file
     *     that no image has
     */
    public static void visit(InputStream tar, Visitor visitor) throws IOException {
        BoundedReader header = new BoundedReader(0, "An archive has a header above " + LARGEST_HEADER + " bytes");
        InputStream in = header.limit(tar);
        for (int entries = 0; ; entries++) {
            if (entries > MOST_ENTRIES) {
                throw new IOException("An archive has more than " + MOST_ENTRIES + " entries");
            }
            // one for each entry: it would keep global headers
            TarArchiveInputStream reader = new TarArchiveInputStream(in);
            header.renew(LARGEST_HEADER);
            TarArchiveEntry entry = reader.getNextEntry();
            if (entry == null) {
                return;
            }
            header.renew(Long.MAX_VALUE);
            if (entry.isSparse()) {
                throw new IOException("An archive has a sparse file, which is not read");
            }
            visitor.entry(entry, reader);
            if (!entry.isDirectory()) {
                reader.skip(Long.MAX_VALUE);
                in.skipNBytes(Math.floorMod(-entry.getSize(), RECORD));
            }
        }
    }
}
