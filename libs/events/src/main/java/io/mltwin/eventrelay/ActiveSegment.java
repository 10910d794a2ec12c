package io.mltwin.eventrelay;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file that records are appended to at the moment. After a write that failed it ends with its
 * last whole record. After a force that failed, every caller that waits for that force gets the
 * exception, since the operating system reports the failure only once.
 */
final class ActiveSegment implements Closeable {

    private final FileChannel channel;
    private final Object forcing = new Object();
    private final Durability durability;

    /** Bytes of the file where they are overwritten, else 0. */
    private final long reserved;

    private volatile long written;
    private volatile long size;
    private long forced;
    private boolean failed;
    private boolean torn;

    ActiveSegment(Path file, Durability durability) throws IOException {
        this.durability = durability;
        reserved = 0;
        channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        size = channel.size();
    }

    private ActiveSegment(FileChannel channel, Durability durability) throws IOException {
        this.channel = channel;
        this.durability = durability;
        reserved = channel.size();
    }

    /** Opens a file whose bytes are there to be overwritten, which needs no room on the disk. */
    static ActiveSegment overwriting(Path file, Durability durability) throws IOException {
        return new ActiveSegment(FileChannel.open(file, StandardOpenOption.WRITE), durability);
    }

    boolean isReserve() {
        return reserved > 0;
    }

    /**
     * Writes a frame; one writer at a time.
     *
     * @return what {@link #force(long)} takes
     */
    long write(ByteBuffer frame) throws IOException {
        int length = frame.remaining();
        if (isReserve() && size + length > reserved) {
            throw new IOException("the disk is full, and its reserve is used up");
        }
        try {
            while (frame.hasRemaining()) {
                channel.write(frame);
            }
        } catch (IOException e) {
            try {
                cutBack();
            } catch (IOException uncut) {
                torn = true;
                e.addSuppressed(uncut);
            }
            throw e;
        }
        size += length;
        return ++written;
    }

    private void cutBack() throws IOException {
        if (isReserve()) {
            channel.position(size);
        } else {
            channel.truncate(size);
        }
    }

    /** Returns once that frame is kept; many frames share one force of the disk. */
    void force(long frame) throws IOException {
        if (durability == Durability.OPERATING_SYSTEM) {
            return;
        }
        synchronized (forcing) {
            if (forced >= frame) {
                return;
            }
            if (failed) {
                throw new IOException("the disk did not take the records before this one");
            }
            long upTo = written;
            failed = true;
            channel.force(false);
            failed = false;
            forced = upTo;
        }
    }

    /** Returns true where nothing is in the file, so that it may be tried again. */
    boolean isUntouched() {
        return written == 0 && !torn;
    }

    long size() {
        return size;
    }

    /** Forces what was not forced yet, gives back what a reserve has left, and closes the file. */
    @Override
    public void close() throws IOException {
        try (channel) {
            force(written);
            if (isReserve()) {
                channel.truncate(size);
            }
        }
    }
}
