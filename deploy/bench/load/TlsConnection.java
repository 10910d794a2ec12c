import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/** One TLS connection on a socket that blocks, encrypted in buffers that native code and the kernel use as they are. */
final class TlsConnection implements Closeable {
    private static final int RECORD = 17 << 10;
    private static final int PLAINTEXT_OF_RECORD = 16 << 10;
    private static final int RECEIVED = 256 << 10;

    private final SocketChannel channel;
    private final SSLEngine engine;
    private final ByteBuffer received = ByteBuffer.allocateDirect(RECEIVED).limit(0);
    private final ByteBuffer plain = ByteBuffer.allocateDirect(RECORD).limit(0);
    private final ByteBuffer unencrypted = ByteBuffer.allocateDirect(PLAINTEXT_OF_RECORD);
    private final ByteBuffer sent = ByteBuffer.allocateDirect(RECEIVED);
    private final InputStream in = new Plaintext();

    TlsConnection(SslContext tls, int port) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        engine = tls.newEngine(ByteBufAllocator.DEFAULT, "localhost", port);
        engine.beginHandshake();
        handshake();
    }

    InputStream in() {
        return in;
    }

    /** Both parts, together where they fit into one record. */
    void send(byte[] head, byte[] body) throws IOException {
        unencrypted.clear();
        put(head);
        put(body);
        encrypt();
        flush();
    }

    private void put(byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length; ) {
            if (!unencrypted.hasRemaining()) {
                encrypt();
            }
            int count = Math.min(bytes.length - at, unencrypted.remaining());
            unencrypted.put(bytes, at, count);
            at += count;
        }
    }

    private void encrypt() throws IOException {
        unencrypted.flip();
        while (unencrypted.hasRemaining()) {
            wrap(unencrypted);
        }
        unencrypted.clear();
    }

    private void wrap(ByteBuffer from) throws IOException {
        if (engine.wrap(from, sent).getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            flush();
        }
    }

    private void flush() throws IOException {
        sent.flip();
        while (sent.hasRemaining()) {
            channel.write(sent);
        }
        sent.clear();
    }

    private void handshake() throws IOException {
        HandshakeStatus status = engine.getHandshakeStatus();
        while (status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED) {
            switch (status) {
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_WRAP -> {
                    wrap(ByteBuffer.allocate(0));
                    flush();
                }
                default -> decrypt();
            }
            status = engine.getHandshakeStatus();
        }
    }

    /** Decrypts a record, which is first received when it has not arrived whole. */
    private void decrypt() throws IOException {
        plain.clear();
        SSLEngineResult result = engine.unwrap(received, plain);
        plain.flip();
        switch (result.getStatus()) {
            case OK -> {}
            case BUFFER_UNDERFLOW -> {
                received.compact();
                int count = channel.read(received);
                received.flip();
                if (count < 0) {
                    throw new IOException("the connection was closed");
                }
            }
            default -> throw new IOException("the connection is " + result.getStatus());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** What was decrypted. */
    private final class Plaintext extends InputStream {
        @Override
        public int read() throws IOException {
            fill();
            return plain.get() & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            fill();
            int count = Math.min(length, plain.remaining());
            plain.get(target, offset, count);
            return count;
        }

        /** Without copying it anywhere. */
        @Override
        public long skip(long length) throws IOException {
            fill();
            int count = (int) Math.min(length, plain.remaining());
            plain.position(plain.position() + count);
            return count;
        }

        private void fill() throws IOException {
            while (!plain.hasRemaining()) {
                decrypt();
            }
        }
    }
}
