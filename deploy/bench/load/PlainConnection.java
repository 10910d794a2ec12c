import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** A connection without TLS, which is made again where the server closes it after each answer. */
final class PlainConnection implements Closeable {
    private final int port;
    private final boolean kept;
    private Socket socket;
    private Answer answer;

    PlainConnection(int port, boolean kept) {
        this.port = port;
        this.kept = kept;
    }

    /** Sends a request and reads its answer. */
    void exchange(Request request) throws IOException {
        if (socket == null) {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            answer = new Answer(socket.getInputStream());
        }
        socket.getOutputStream().write(request.head());
        if (request.body().length > 0) {
            socket.getOutputStream().write(request.body());
        }
        answer.read();
        if (!kept) {
            close();
        }
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
