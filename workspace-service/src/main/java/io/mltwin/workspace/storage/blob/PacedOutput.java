package io.mltwin.workspace.storage.blob;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The body of an answer, each piece written when the one before has left. JAX-RS's own stream looks
 * only at the connection's queue, which does not know yet what waits for the event loop: with many
 * readers of large blobs that has no bound.
 */
final class PacedOutput extends OutputStream {

    private static final long PATIENCE_SECONDS = 60;

    private final OutputStream start;
    private final HttpServerResponse response;
    private boolean isHeadSent;

    /**
     * @param start JAX-RS's stream: it writes the head with the first piece
     */
    PacedOutput(OutputStream start, HttpServerResponse response) {
        this.start = start;
        this.response = response;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (!isHeadSent) {
            isHeadSent = true;
            start.write(bytes, offset, length);
            start.flush();
            return;
        }
        try {
            response.write(Buffer.buffer(length).appendBytes(bytes, offset, length))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException("The client has gone", e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("The client has taken nothing for " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while sending");
        }
    }
}
