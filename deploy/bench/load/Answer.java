import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the answers of one connection, without making texts of them; one that is no success is an error. */
final class Answer {
    private static final byte[] SUCCESS = "HTTP/1.1 20".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNKED = "\r\ntransfer-encoding: chunked".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int ASCII_CASE = 0x20;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int filled;
    private int head;

    Answer(InputStream in) {
        this.in = in;
    }

    /** Reads one; of a body beyond the buffer the rest is let go. */
    void read() throws IOException {
        filled = 0;
        head = -1;
        while (head < 0) {
            int searched = Math.max(0, filled - END.length + 1);
            filled += read(filled, buffer.length - filled);
            head = indexOf(END, searched, filled);
        }
        if (!Arrays.equals(buffer, 0, SUCCESS.length, SUCCESS, 0, SUCCESS.length)) {
            throw new IOException(new String(buffer, 0, filled, StandardCharsets.UTF_8));
        }
        if (indexOf(CHUNKED, 0, head) >= 0) {
            readChunks();
            return;
        }
        long whole = head + END.length + contentLength();
        while (filled < whole && filled < buffer.length) {
            filled += read(filled, (int) Math.min(buffer.length - filled, whole - filled));
        }
        for (long left = whole - filled; left > 0; ) {
            left -= in.skip(left);
        }
    }

    /** Reads up to the chunk of length 0; of a body beyond the buffer the beginning is let go. */
    private void readChunks() throws IOException {
        while (!endsWith(LAST_CHUNK)) {
            if (filled == buffer.length) {
                int kept = LAST_CHUNK.length;
                System.arraycopy(buffer, filled - kept, buffer, head + END.length, kept);
                filled = head + END.length + kept;
            }
            filled += read(filled, buffer.length - filled);
        }
    }

    private boolean endsWith(byte[] wanted) {
        int from = filled - wanted.length;
        return from >= head && Arrays.equals(buffer, from, filled, wanted, 0, wanted.length);
    }

    /** Of the answer that was read last; one in chunks has their lengths in it. */
    String body() {
        return new String(buffer, head + END.length, filled - head - END.length, StandardCharsets.UTF_8);
    }

    private int read(int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read < 0) {
            throw new IOException("the connection was closed");
        }
        return read;
    }

    private long contentLength() throws IOException {
        int at = indexOf(LENGTH, 0, head);
        if (at < 0) {
            throw new IOException("no length: " + new String(buffer, 0, head, StandardCharsets.US_ASCII));
        }
        long length = 0;
        for (int i = at + LENGTH.length; buffer[i] == ' ' || Character.isDigit(buffer[i]); i++) {
            length = buffer[i] == ' ' ? length : length * 10 + buffer[i] - '0';
        }
        return length;
    }

    /** Of lower-case letters, which stand for both. */
    private int indexOf(byte[] wanted, int from, int to) {
        for (int i = from; i <= to - wanted.length; i++) {
            int same = 0;
            while (same < wanted.length && lower(buffer[i + same]) == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return i;
            }
        }
        return -1;
    }

    private static int lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter | ASCII_CASE : letter;
    }
}
