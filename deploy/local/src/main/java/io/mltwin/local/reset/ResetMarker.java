package io.mltwin.local.reset;

import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The file {@code resetting} of a data folder: there from the first step of a reset, or of a snapshot that is saved or
 * loaded, to its end, and locked by the one process that does it. It holds the command.
 */
public final class ResetMarker implements AutoCloseable {
    /** The command that resets. */
    static final String RESET = "reset";

    private final Path file;
    private final FileChannel channel;

    private ResetMarker(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Returns the launcher's command that has begun and not ended, such as {@code reset}. */
    public static Optional<String> unended(DataFolder folder) throws IOException {
        try {
            String command = BoundedContent.text(file(folder)).strip();
            return Optional.of(command.isEmpty() ? RESET : command);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** What is done while the marker stands. */
    interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    /**
     * Does the work of a command, alone.
     *
     * @throws RefusalException when it fails, with what to do; the marker stays
     */
    static <T> T during(DataFolder folder, String command, Work<T> work) throws IOException, InterruptedException {
        try (ResetMarker marker = set(folder, command)) {
            T result = work.run();
            marker.remove();
            return result;
        } catch (RefusalException e) {
            throw new RefusalException(
                    e.getMessage() + " Services that are paused answer 503 until './mltwin " + command
                            + "' has ended: repeat it.",
                    e);
        }
    }

    private static ResetMarker set(DataFolder folder, String command) throws IOException {
        FileChannel channel = FileChannel.open(file(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new RefusalException("A reset is under way already: wait until it has ended.");
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(command.getBytes(StandardCharsets.UTF_8)));
        channel.force(true);
        return new ResetMarker(file(folder), channel);
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException byThisProcess) {
            return false;
        }
    }

    /** The reset has come to its end. */
    void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static Path file(DataFolder folder) {
        return folder.root().resolve("resetting");
    }
}
