package io.mltwin.scoring.models.requestlog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Records that must survive whatever happens until they are shipped: appended to a file and forced
 * to the disk before {@link #append} returns, many appends sharing one force. One reader ships them
 * and then says so; files that are shipped are deleted. Where a write fails, its file is cut back
 * to its last whole record and nothing is appended to it any more.
 */
final class Spool implements Closeable {

    private static final Logger LOG = Logger.getLogger(Spool.class);
    private static final String SUFFIX = ".spool";
    private static final String UNREADABLE = ".unreadable";
    private static final long SEGMENT_BYTES = 4 << 20;

    private final Path folder;
    private final Object writing = new Object();
    private ActiveSegment active;
    private long activeNumber;
    private Cursor cursor;

    private record Cursor(long segment, long offset) {}

    /** Records to ship, and where reading goes on once they are. */
    record Unshipped(List<byte[]> records, long segment, long nextOffset) {}

    Spool(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        List<Long> segments = segments();
        // never after a tail that a crash may have torn
        this.activeNumber = segments.isEmpty() ? 1 : segments.get(segments.size() - 1) + 1;
        this.cursor = readCursor();
    }

    /**
     * Appends a record and returns once it is on the disk.
     *
     * @throws IOException when the disk does not take it; it may be shipped nevertheless
     */
    void append(byte[] content) throws IOException {
        ActiveSegment segment;
        long frame;
        synchronized (writing) {
            segment = active();
            try {
                frame = segment.write(SpoolSegment.frame(content));
            } catch (IOException e) {
                if (!segment.isUntouched()) {
                    leave(segment);
                }
                throw e;
            }
        }
        try {
            segment.force(frame);
        } catch (IOException e) {
            synchronized (writing) {
                leave(segment);
            }
            throw e;
        }
    }

    private ActiveSegment active() throws IOException {
        if (active == null) {
            active = new ActiveSegment(file(activeNumber));
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
        return active;
    }

    /** The next record begins another file. */
    private void leave(ActiveSegment segment) {
        if (segment != active) {
            return;
        }
        active = null;
        activeNumber++;
        try {
            segment.close();
        } catch (IOException e) {
            LOG.warnf("A segment of the spool closed badly: %s", e.getMessage());
        }
    }

    /**
     * The next records that were not shipped yet, at most {@code most}; an empty list when there
     * are none.
     */
    Unshipped next(int most) throws IOException {
        for (long segment : segments()) {
            if (segment < cursor.segment()) {
                Files.deleteIfExists(file(segment));
                continue;
            }
            long offset = segment == cursor.segment() ? cursor.offset() : 0;
            // before it is read: what is appended later is read the next time
            boolean isActive = segment >= activeNumber();
            SpoolSegment.Batch batch = SpoolSegment.read(file(segment), offset, most);
            if (!batch.records().isEmpty()) {
                return new Unshipped(batch.records(), segment, batch.nextOffset());
            }
            if (!isActive) {
                end(segment, batch.nextOffset());
            }
        }
        return new Unshipped(List.of(), activeNumber(), 0);
    }

    /** Deletes a file that is shipped; one with more in it than could be read is kept aside. */
    private void end(long segment, long readTo) throws IOException {
        Path file = file(segment);
        long left = Files.size(file) - readTo;
        if (left <= 0) {
            Files.deleteIfExists(file);
            return;
        }
        Path aside = file.resolveSibling(file.getFileName() + UNREADABLE);
        Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
        LOG.errorf(
                "%d bytes of the spool cannot be read from byte %d of %s on; the file is kept",
                left, readTo, aside);
    }

    /**
     * Remembers that these records need not be read again; a crash before it means they are shipped
     * twice.
     */
    void shipped(Unshipped batch) throws IOException {
        cursor = new Cursor(batch.segment(), batch.nextOffset());
        Path temporary = folder.resolve("cursor.new");
        Files.writeString(temporary, cursor.segment() + " " + cursor.offset());
        Files.move(
                temporary,
                folder.resolve("cursor"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        rotateWhenLarge();
    }

    private void rotateWhenLarge() throws IOException {
        synchronized (writing) {
            if (active != null && active.size() >= SEGMENT_BYTES) {
                leave(active);
            }
        }
    }

    /** Forgets all records, shipped or not. Nobody may be reading meanwhile. */
    void clear() throws IOException {
        synchronized (writing) {
            if (active != null) {
                leave(active);
            }
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            cursor = new Cursor(activeNumber, 0);
        }
    }

    private long activeNumber() {
        synchronized (writing) {
            return activeNumber;
        }
    }

    private Cursor readCursor() throws IOException {
        Path file = folder.resolve("cursor");
        if (!Files.exists(file)) {
            return new Cursor(0, 0);
        }
        String[] numbers = Files.readString(file).trim().split(" ");
        try {
            return new Cursor(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException torn) {
            LOG.warnf("The cursor of the spool is not readable: what is there is shipped again");
            return new Cursor(0, 0);
        }
    }

    private List<Long> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> Long.parseLong(name.substring(0, name.length() - SUFFIX.length())))
                    .sorted()
                    .toList();
        }
    }

    private Path file(long number) {
        return folder.resolve(String.format("%012d", number) + SUFFIX);
    }

    @Override
    public void close() throws IOException {
        synchronized (writing) {
            if (active != null) {
                active.close();
                active = null;
            }
        }
    }
}
