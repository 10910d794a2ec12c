package io.mltwin.platform.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer that is sent no faster than the client takes it: each piece of 256 KB is
 * written when the connection's event loop has taken the one before, which is read and decrypted
 * meanwhile. Smaller ones would have two threads wake each other all the time. JAX-RS's own stream
 * waits for a full connection, but of what is still on its way to the event loop the connection
 * does not know: what is read faster than it is sent would lie in memory as a whole.
 */
public class PacedOutput extends FilterOutputStream {

    /** As much as JAX-RS gathers before it writes ({@code quarkus.rest.output-buffer-size}). */
    static final int PIECE = 256 << 10;

    private static final long PATIENCE_SECONDS = 60;

    private final Context connection;
    private CountDownLatch taken;
    private int written;

    /** On a thread that works for a request, so that Vert.x knows the context of its connection. */
    public PacedOutput(OutputStream out) {
        this(out, Vertx.currentContext());
    }

    PacedOutput(OutputStream out, Context connection) {
        super(out);
        this.connection = connection;
    }

    /** Passes bytes on to the stream below. */
    protected void send(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        written += length;
        boolean full = written >= PIECE;
        if (full) {
            written -= PIECE;
            if (taken != null) {
                await();
            }
        }
        send(bytes, offset, length);
        if (full && connection != null) {
            CountDownLatch latch = new CountDownLatch(1);
            connection.runOnContext(ignored -> latch.countDown());
            taken = latch;
        }
    }

    private void await() throws IOException {
        try {
            if (!taken.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(
                        "The event loop has taken nothing for " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while sending");
        }
    }
}
