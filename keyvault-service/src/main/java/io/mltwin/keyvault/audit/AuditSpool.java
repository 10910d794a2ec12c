package io.mltwin.keyvault.audit;

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
 * Audit events that wait to be shipped, a line each: with the operating system when {@link #append}
 * returns, so that no killed process loses one. A file is closed before it is read, and deleted
 * when all of it is shipped.
 */
final class AuditSpool {

    private static final String SUFFIX = ".jsonl";
    private static final String UNREADABLE = ".unreadable";

    private final Path folder;
    private FileChannel active;
    private long number;

    AuditSpool(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        List<Path> left = files();
        number = left.isEmpty() ? 0 : number(left.get(left.size() - 1));
    }

    /** Appends a line, which holds no line break. */
    synchronized void append(byte[] line) throws IOException {
        if (active == null) {
            number++;
            active =
                    FileChannel.open(
                            folder.resolve(String.format("%012d", number) + SUFFIX),
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.WRITE);
        }
        ByteBuffer buffer = ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
        try {
            while (buffer.hasRemaining()) {
                active.write(buffer);
            }
        } catch (IOException e) {
            // never after a torn line
            close();
            throw e;
        }
    }

    /** The files to ship, oldest first; nothing is appended to them any more. */
    synchronized List<Path> closed() throws IOException {
        close();
        return files();
    }

    synchronized boolean isEmpty() throws IOException {
        return active == null && files().isEmpty();
    }

    /** Forgets all events, shipped or not. */
    synchronized void clear() throws IOException {
        close();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Keeps a file out of which not every event could be read; returns where. */
    static Path keepAside(Path file) throws IOException {
        return Files.move(
                file,
                file.resolveSibling(file.getFileName() + UNREADABLE),
                StandardCopyOption.ATOMIC_MOVE);
    }

    private void close() throws IOException {
        if (active != null) {
            FileChannel channel = active;
            active = null;
            channel.close();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
        }
    }

    private static long number(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }
}
