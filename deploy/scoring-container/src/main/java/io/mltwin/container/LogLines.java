package io.mltwin.container;

import java.io.IOException;
import java.io.Reader;

/**
 * The lines of a container's log. A line that is too long is cut, so that a script that prints no
 * end of line fills no memory but its own.
 */
public final class LogLines implements AutoCloseable {

    static final int MAX_LINE = 8 * 1024;
    static final String CUT = " … (cut)";

    private final Reader reader;
    private final char[] buffer = new char[MAX_LINE];
    private int at;
    private int filled;

    public LogLines(Reader reader) {
        this.reader = reader;
    }

    /** The next line without its end, or null at the end of the log. */
    public String next() throws IOException {
        StringBuilder line = new StringBuilder();
        boolean cut = false;
        for (int c = read(); c != '\n'; c = read()) {
            if (c < 0 && line.isEmpty()) {
                return null;
            }
            if (c < 0) {
                break;
            }
            if (line.length() < MAX_LINE) {
                line.append((char) c);
            } else {
                cut = true;
            }
        }
        if (!cut && !line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        return cut ? line.append(CUT).toString() : line.toString();
    }

    private int read() throws IOException {
        if (at == filled) {
            filled = reader.read(buffer);
            at = 0;
            if (filled <= 0) {
                filled = 0;
                return -1;
            }
        }
        return buffer[at++];
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
