package io.mltwin.container.agent;

import io.mltwin.container.Frame;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;

/** Frames over a TLS connection between the service and the agent. Many may send, one receives. */
final class AgentConnection implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    AgentConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
    }

    void send(Frame frame) throws IOException {
        send(List.of(frame));
    }

    void send(List<Frame> frames) throws IOException {
        synchronized (out) {
            for (Frame frame : frames) {
                frame.appendTo(out);
            }
            out.flush();
        }
    }

    /** The next frame, or null at the end of the connection. */
    Frame receive(int maxBody) throws IOException {
        return Frame.readFrom(in, maxBody);
    }

    /** Returns the next frame, for which this waits so long at most. */
    Frame receive(int maxBody, int millis) throws IOException {
        socket.setSoTimeout(millis);
        Frame frame = receive(maxBody);
        socket.setSoTimeout(0);
        return frame;
    }

    boolean isOpen() {
        return !socket.isClosed();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more, which is what was asked for.
            return;
        }
    }
}
