package io.mltwin.eventrelay;

import io.mltwin.eventrelay.SpoolSegment.SpoolReserve;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Keeps events in files until they are published. An event is kept, as {@link Durability} says,
 * when {@link #append} returns; many appends share one force of the disk. Files whose events are
 * published are deleted. Where a write fails, the file is cut back to its last whole event and
 * nothing is appended to it any more; a spool with a reserve goes on in that.
 */
public final class Spool implements EventSource<SpoolRecord>, Closeable {

    private static final Logger LOG = Logger.getLogger(Spool.class);
    private static final String SUFFIX = ".spool";
    private static final String UNREADABLE = ".unreadable";
    private static final long SEGMENT_BYTES = 4 << 20;
    private static final Duration POLL = Duration.ofSeconds(20);
    private static final long RESERVE_AGAIN_NANOS = 5_000_000_000L;

    private final Path folder;
    private final Durability durability;
    private final SpoolReserve reserve;
    private final Object writing = new Object();
    private ActiveSegment active;
    private long activeNumber;
    private Cursor cursor;
    private long nextReserve = System.nanoTime();
    private boolean cursorFails;
    private volatile Runnable onAppend = () -> {};
    private final SpoolWriter writer = new SpoolWriter(this::append);

    private record Cursor(long segment, long offset) {}

    /**
     * Opens the spool of a folder, which is made where there is none.
     *
     * @throws UncheckedIOException when the folder cannot be used; the service does not start then
     */
    public static Spool open(Path folder, Durability durability) {
        return open(folder, durability, 0);
    }

    /**
     * Opens the spool of a folder, with room on its disk that is used when the disk is full.
     *
     * @param reserve bytes, taken as soon as the disk has them; what comes beyond them while the
     *     disk is full is not kept
     * @throws UncheckedIOException when the folder cannot be used; the service does not start then
     */
    public static Spool open(Path folder, Durability durability, long reserve) {
        try {
            return new Spool(folder, durability, reserve);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open the spool " + folder, e);
        }
    }

    Spool(Path folder, Durability durability) throws IOException {
        this(folder, durability, 0);
    }

    Spool(Path folder, Durability durability, long reserve) throws IOException {
        this.reserve = new SpoolReserve(folder, reserve);
        this.folder = folder;
        this.durability = durability;
        Files.createDirectories(folder);
        this.cursor = readCursor();
        List<Long> segments = segments();
        long last = segments.isEmpty() ? 0 : segments.get(segments.size() - 1);
        // never after a tail that a crash may have torn, nor before what the cursor has passed
        this.activeNumber = Math.max(last, cursor.segment()) + 1;
    }

    /**
     * Appends an event and returns once it is kept.
     *
     * @throws IOException when the disk does not take it; it may be published nevertheless
     */
    public void append(byte[] content) throws IOException {
        append(List.of(content));
    }

    /**
     * Appends an event without holding the caller up. Events that come while others are written are
     * kept together.
     *
     * @return is complete once the event is kept, on the spool's thread, which what follows must
     *     not hold up; fails with the {@link IOException} of {@link #append}
     */
    public CompletableFuture<Void> appendLater(byte[] content) {
        return writer.append(content);
    }

    void append(List<byte[]> contents) throws IOException {
        ByteBuffer bytes = SpoolSegment.frames(contents);
        ActiveSegment segment;
        long frame;
        synchronized (writing) {
            try {
                segment = active();
                frame = write(segment, bytes.duplicate());
            } catch (IOException full) {
                segment = takeReserve(full);
                frame = write(segment, bytes.duplicate());
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
        onAppend.run();
    }

    private long write(ActiveSegment segment, ByteBuffer bytes) throws IOException {
        try {
            return segment.write(bytes);
        } catch (IOException e) {
            if (!segment.isUntouched()) {
                leave(segment);
            }
            throw e;
        }
    }

    /** Goes on in the reserve; throws what went wrong where there is none. */
    private ActiveSegment takeReserve(IOException full) throws IOException {
        if (active != null) {
            leave(active);
        }
        Path file = file(activeNumber);
        if (!reserve.moveTo(file)) {
            throw full;
        }
        active = ActiveSegment.overwriting(file, durability);
        LOG.warnf("The disk of the spool is full, its reserve is used: %s", full.getMessage());
        return active;
    }

    /** Makes the reserve where it is missing; what goes into one goes into a file again then. */
    private void keepReserve() {
        if (reserve.isReady() || System.nanoTime() < nextReserve) {
            return;
        }
        nextReserve = System.nanoTime() + RESERVE_AGAIN_NANOS;
        if (reserve.make()) {
            synchronized (writing) {
                if (active != null && active.isReserve()) {
                    leave(active);
                    LOG.info("The disk of the spool has room again");
                }
            }
        }
    }

    @Override
    public void onAppend(Runnable action) {
        onAppend = action;
    }

    @Override
    public Duration pollInterval() {
        return POLL;
    }

    private ActiveSegment active() throws IOException {
        if (active == null) {
            active = new ActiveSegment(file(activeNumber), durability);
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
        return active;
    }

    /** Closes a segment; the next event begins another file. */
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

    @Override
    public List<SpoolRecord> next(int most) throws IOException {
        keepReserve();
        for (long segment : segments()) {
            if (segment < cursor.segment()) {
                Files.deleteIfExists(file(segment));
                continue;
            }
            long offset = segment == cursor.segment() ? cursor.offset() : 0;
            // before it is read: what is appended later is read the next time
            boolean isActive = segment >= activeNumber();
            List<SpoolRecord> records = SpoolSegment.read(file(segment), segment, offset, most);
            if (!records.isEmpty()) {
                return records;
            }
            if (!isActive) {
                end(segment, offset);
            }
        }
        return List.of();
    }

    /** Deletes a file that is published; one with more in it than can be read is kept aside. */
    private void end(long segment, long readTo) throws IOException {
        Path file = file(segment);
        long left = Files.size(file) - readTo;
        if (left <= 0 || SpoolReserve.isUnused(file, readTo)) {
            Files.deleteIfExists(file);
            return;
        }
        Path aside = file.resolveSibling(file.getFileName() + UNREADABLE);
        Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
        LOG.errorf("%d bytes of the spool cannot be read from byte %d of %s on; the file is kept", left, readTo, aside);
    }

    @Override
    public void published(List<SpoolRecord> events) throws IOException {
        SpoolRecord last = events.get(events.size() - 1);
        cursor = new Cursor(last.segment(), last.end());
        writeCursor();
        rotateWhenLarge();
    }

    /** A full disk does not hold the events up: after a crash some are published again. */
    private void writeCursor() {
        Path temporary = folder.resolve("cursor.new");
        try {
            Files.writeString(temporary, cursor.segment() + " " + cursor.offset());
            Files.move(
                    temporary,
                    folder.resolve("cursor"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            cursorFails = false;
        } catch (IOException e) {
            if (!cursorFails) {
                LOG.warnf("The cursor of the spool cannot be written: %s", e.getMessage());
            }
            cursorFails = true;
        }
    }

    private void rotateWhenLarge() throws IOException {
        synchronized (writing) {
            // a reserve would give back what it has left, which is for as long as the disk is full
            if (active != null && !active.isReserve() && active.size() >= SEGMENT_BYTES) {
                leave(active);
            }
        }
    }

    /** Forgets all events, published or not. The relay must not be reading meanwhile. */
    public void clear() throws IOException {
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
            LOG.warn("The cursor of the spool is not readable: what is there is published again");
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
