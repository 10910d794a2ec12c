package io.mltwin.container;

import io.mltwin.container.ContainerRuntime.ContainerChannel;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * One message between a container and what stands before it, in place of the HTTP between Azure's
 * front end and its inferencing server: a mark, two lengths, a JSON header of strings, a body of
 * bytes.
 */
public record Frame(Map<String, String> header, byte[] body) {

    /** "MLTW": whatever else appears on the stream is not ours. */
    public static final int MARK = 0x4d4c5457;

    public static final int MAX_HEADER = 64 * 1024;

    /** Of a request: the front of the service has its own, lower limit. */
    public static final int MAX_REQUEST = 64 * 1024 * 1024;

    /** Of an answer: what a script returns may fill its own memory, not that of the service. */
    public static final int MAX_ANSWER = 8 * 1024 * 1024;

    private static final int PREFIX = 12;
    private static final byte[] NO_BODY = new byte[0];

    public static Frame of(Map<String, String> header) {
        return new Frame(header, NO_BODY);
    }

    public String get(String name) {
        return header.getOrDefault(name, "");
    }

    /** Writes the frame, and all that is buffered before it. */
    public void writeTo(OutputStream stream) throws IOException {
        appendTo(stream);
        stream.flush();
    }

    /** Writes the frame; the caller flushes the stream when it has no further one. */
    public void appendTo(OutputStream stream) throws IOException {
        byte[] head = FlatJson.write(header).getBytes(StandardCharsets.UTF_8);
        stream.write(ByteBuffer.allocate(PREFIX + head.length)
                .putInt(MARK)
                .putInt(head.length)
                .putInt(body.length)
                .put(head)
                .array());
        stream.write(body);
    }

    /**
     * The next frame, or null where the stream ends between two frames.
     *
     * @param maxBody the longest body that is read
     */
    public static Frame readFrom(InputStream stream, int maxBody) throws IOException {
        int first = stream.read();
        if (first < 0) {
            return null;
        }
        DataInputStream in = new DataInputStream(stream);
        int mark = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
        if (mark != MARK) {
            throw new IOException("not a frame: the stream holds 0x" + Integer.toHexString(mark));
        }
        int headLength = length(in.readInt(), MAX_HEADER);
        int bodyLength = length(in.readInt(), maxBody);
        byte[] head = in.readNBytes(headLength);
        byte[] body = in.readNBytes(bodyLength);
        if (head.length < headLength || body.length < bodyLength) {
            throw new EOFException("the stream ended inside a frame");
        }
        return new Frame(FlatJson.read(new String(head, StandardCharsets.UTF_8)), body);
    }

    private static int length(int length, int limit) throws IOException {
        if (length < 0 || length > limit) {
            throw new IOException("a part of " + length + " bytes, at most " + limit + " are allowed");
        }
        return length;
    }

    /**
     * Hands frames to a container on a thread of its own: a container that takes none holds nobody up,
     * and frames that wait go together.
     */
    static final class FrameWriter {

        private static final Frame END = Frame.of(java.util.Map.of("type", "end"));

        private final ContainerChannel channel;
        private final BlockingQueue<Frame> queue = new LinkedBlockingQueue<>();

        FrameWriter(ContainerChannel channel) {
            this.channel = channel;
            Thread thread = new Thread(this::writeAll, "container-requests");
            thread.setDaemon(true);
            thread.start();
        }

        void write(Frame frame) {
            queue.add(frame);
        }

        void end() {
            queue.add(END);
        }

        private void writeAll() {
            try {
                List<Frame> frames = new ArrayList<>();
                while (!frames.contains(END)) {
                    frames.clear();
                    frames.add(queue.take());
                    queue.drainTo(frames);
                    channel.write(frames.stream().filter(frame -> frame != END).toList());
                }
            } catch (IOException e) {
                // It has ended, or takes no requests: how it ended says more than that.
                channel.destroy();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
