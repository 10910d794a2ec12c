package io.mltwin.scoring.models.requestlog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file that records are appended to at the moment. After a write that failed it ends with its
 * last whole record; after a force that failed nobody is told that what waited for it is kept, for
 * the system says so once only.
 */
final class ActiveSegment implements Closeable {

    private final FileChannel channel;
    private final Object forcing = new Object();
    private volatile long written;
    private long forced;
    private boolean failed;
    private boolean torn;

    ActiveSegment(Path file) throws IOException {
        channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND);
    }

    /**
     * Writes a frame; one writer at a time.
     *
     * @return what {@link #force(long)} takes
     */
    long write(ByteBuffer frame) throws IOException {
        long lastWhole = channel.size();
        try {
            while (frame.hasRemaining()) {
                channel.write(frame);
            }
        } catch (IOException e) {
            try {
                channel.truncate(lastWhole);
            } catch (IOException uncut) {
                torn = true;
                e.addSuppressed(uncut);
            }
            throw e;
        }
        return ++written;
    }

    /** Returns once that frame is on the disk; many share one force. */
    void force(long frame) throws IOException {
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

    /** Nothing was lost with it, and nothing is in it: it may be tried again. */
    boolean isUntouched() {
        return written == 0 && !torn;
    }

    long size() throws IOException {
        return channel.size();
    }

    /** Forces what nobody has forced yet; who waits for that learns what came of it. */
    @Override
    public void close() throws IOException {
        try (channel) {
            force(written);
        }
    }
}
