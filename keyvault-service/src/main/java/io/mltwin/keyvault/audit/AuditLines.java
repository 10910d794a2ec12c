package io.mltwin.keyvault.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The lines of a closed file of the spool. One without its end is of a process that was killed, or
 * a disk that was full: it is left out.
 */
final class AuditLines implements AutoCloseable {

    private final InputStream file;
    private byte[] buffer;
    private int from;
    private int to;

    AuditLines(Path file, int bufferBytes) throws IOException {
        this.file = Files.newInputStream(file);
        this.buffer = new byte[bufferBytes];
    }

    /** The next line, null at the end. */
    byte[] next() throws IOException {
        int at = from;
        while (true) {
            for (; at < to; at++) {
                if (buffer[at] == '\n') {
                    byte[] line = Arrays.copyOfRange(buffer, from, at);
                    from = at + 1;
                    return line;
                }
            }
            at -= from;
            if (!fill()) {
                return null;
            }
        }
    }

    /** Reads on behind the line that has begun, which is moved to the beginning. */
    private boolean fill() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        if (to == buffer.length) {
            buffer = Arrays.copyOf(buffer, to * 2);
        }
        int read = file.read(buffer, to, buffer.length - to);
        to += Math.max(read, 0);
        return read > 0;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
