package io.mltwin.scoring.requestlog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Records that must survive whatever happens until they are shipped: appended to a file and forced
 * to the disk before {@link #append} returns, many appends sharing one force. One reader ships them
 * and then says so; files that are shipped are deleted.
 */
final class Spool implements Closeable {

    private static final String SUFFIX = ".spool";
    private static final long SEGMENT_BYTES = 4 << 20;

    private final Path folder;
    private final Object writing = new Object();
    private final Object forcing = new Object();
    private FileChannel active;
    private long activeNumber;
    private volatile long written;
    private long forced;
    private Cursor cursor;

    private record Cursor(long segment, long offset) {}

    /** Records to ship, and where reading goes on once they are. */
    record Unshipped(List<byte[]> records, long segment, long nextOffset) {}

    Spool(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        List<Long> segments = segments();
        // never after a tail that a crash may have torn
        open(segments.isEmpty() ? 1 : segments.get(segments.size() - 1) + 1);
        this.cursor = readCursor();
    }

    /** Appends a record and returns once it is on the disk. */
    void append(byte[] content) throws IOException {
        long mine;
        synchronized (writing) {
            ByteBuffer frame = SpoolSegment.frame(content);
            while (frame.hasRemaining()) {
                active.write(frame);
            }
            mine = ++written;
        }
        synchronized (forcing) {
            if (forced >= mine) {
                return;
            }
            FileChannel channel;
            long upTo;
            synchronized (writing) {
                channel = active;
                upTo = written;
            }
            channel.force(false);
            forced = upTo;
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
            SpoolSegment.Batch batch = SpoolSegment.read(file(segment), offset, most);
            if (!batch.records().isEmpty()) {
                return new Unshipped(batch.records(), segment, batch.nextOffset());
            }
            if (segment != activeNumber()) {
                Files.deleteIfExists(file(segment));
            }
        }
        return new Unshipped(List.of(), activeNumber(), 0);
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
        synchronized (forcing) {
            synchronized (writing) {
                if (active.size() < SEGMENT_BYTES) {
                    return;
                }
                active.force(false);
                forced = written;
                active.close();
                open(activeNumber + 1);
            }
        }
    }

    /** Forgets all records, shipped or not. Nobody may be reading meanwhile. */
    void clear() throws IOException {
        synchronized (forcing) {
            synchronized (writing) {
                active.close();
                forced = written;
                for (long segment : segments()) {
                    Files.deleteIfExists(file(segment));
                }
                Files.deleteIfExists(folder.resolve("cursor"));
                open(activeNumber + 1);
                cursor = new Cursor(activeNumber, 0);
            }
        }
    }

    private void open(long number) throws IOException {
        activeNumber = number;
        active =
                FileChannel.open(
                        file(number),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
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
        return new Cursor(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
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
        synchronized (forcing) {
            synchronized (writing) {
                active.force(false);
                active.close();
            }
        }
    }
}
