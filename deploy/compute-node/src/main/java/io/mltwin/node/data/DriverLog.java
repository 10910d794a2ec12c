package io.mltwin.node.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * {@code logs/azureml/70_driver_log.txt}: the node's steps and what the script prints, in one file
 * that both append to, so that a process the script leaves behind cannot hold up the run. The
 * script may put a link in its place, which is never followed. The log of a build is one, too.
 */
public final class DriverLog {

    private static final int TAIL_BYTES = 4096;
    private static final int TAIL_LINES = 20;

    /** The most bytes that a script may print before the log keeps only its beginning and end. */
    public static final long MAX_BYTES = 32L * 1024 * 1024;

    private static final long KEPT_BYTES = MAX_BYTES / 2;

    private static final int MAX_UNWRITTEN = 256 * 1024;

    /** Where in the log the script's own lines begin and end; -1 before. */
    private volatile long scriptBegins = -1;

    private volatile long scriptEnds = -1;

    private final Path file;
    private final Clock clock;
    private final StringBuilder unwritten = new StringBuilder();

    public DriverLog(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    public Path file() {
        return file;
    }

    public void line(String text) {
        String line = "[" + clock.instant().truncatedTo(ChronoUnit.MILLIS) + "] " + text + "\n";
        try {
            Files.writeString(
                    file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            keep(line, e);
        }
    }

    /** A full disk ends no run without its reason: what has no room there is kept here. */
    private synchronized void keep(String line, IOException why) {
        if (unwritten.isEmpty()) {
            unwritten.append("The log cannot be written any more: ").append(why).append('\n');
        }
        if (unwritten.length() + line.length() <= MAX_UNWRITTEN) {
            unwritten.append(line);
        }
    }

    /** Returns whether there are lines that the file does not have. */
    private synchronized boolean isCut() {
        return !unwritten.isEmpty();
    }

    /** The end of the file, and the lines that it does not have. */
    public byte[] end() throws IOException {
        ByteArrayOutputStream end = new ByteArrayOutputStream();
        end.write(last(MAX_UNWRITTEN));
        synchronized (this) {
            end.write(unwritten.toString().getBytes(StandardCharsets.UTF_8));
        }
        return end.toByteArray();
    }

    public long size() throws IOException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                ? Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .size()
                : 0;
    }

    /**
     * Cuts a log that has grown too long back to its first half, so that a script that prints
     * without end fills no disk. A process that appends continues after the cut.
     */
    public void limit() throws IOException {
        if (size() <= MAX_BYTES) {
            return;
        }
        try (FileChannel log = open(StandardOpenOption.WRITE)) {
            log.truncate(KEPT_BYTES);
        }
        line("The log was longer than " + MAX_BYTES + " bytes; what followed here is not kept");
    }

    /** From now on lines are the script's. */
    public void scriptBegins() throws IOException {
        scriptBegins = size();
    }

    /** From now on lines are the node's again; the first end counts. */
    public void scriptEnds() throws IOException {
        if (scriptEnds < 0) {
            scriptEnds = size();
        }
    }

    /** Returns whether there was a script. */
    public boolean hasScript() {
        return scriptBegins >= 0;
    }

    /** Returns the log as it is now, up to its limit, with the lines that the file does not have. */
    public BlobContent all() throws IOException {
        return isCut() ? BlobContent.of(end()) : part(0, MAX_BYTES);
    }

    /** Returns the output of the script up to now. */
    public BlobContent ofScript() throws IOException {
        return part(scriptBegins, scriptEnds < 0 ? MAX_BYTES : scriptEnds);
    }

    /** The node's lines, before the script and after it. */
    public BlobContent steps() throws IOException {
        BlobContent before = part(0, hasScript() ? scriptBegins : MAX_BYTES);
        return scriptEnds < 0 ? before : before.then(part(scriptEnds, MAX_BYTES));
    }

    /** A log that was cut meanwhile may be shorter than where a part of it began. */
    private BlobContent part(long from, long to) throws IOException {
        long end = Math.min(Math.min(size(), MAX_BYTES), to);
        return new BlobContent(
                Math.max(0, end - from),
                () -> Channels.newInputStream(open(StandardOpenOption.READ).position(from)));
    }

    /** The last lines, for the error of a failed run. */
    public String tail() throws IOException {
        String[] lines = new String(last(TAIL_BYTES), StandardCharsets.UTF_8).split("\n");
        int first = Math.max(0, lines.length - TAIL_LINES);
        return String.join("\n", Arrays.copyOfRange(lines, first, lines.length));
    }

    private byte[] last(int most) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(most);
        try (FileChannel log = open(StandardOpenOption.READ)) {
            log.position(Math.max(0, log.size() - most));
            while (bytes.hasRemaining() && log.read(bytes) >= 0) {
                // A read may bring less than was asked for.
            }
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private FileChannel open(StandardOpenOption mode) throws IOException {
        return FileChannel.open(file, mode, LinkOption.NOFOLLOW_LINKS);
    }
}
