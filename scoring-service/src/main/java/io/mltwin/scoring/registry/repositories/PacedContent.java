package io.mltwin.scoring.registry.repositories;

import io.vertx.core.Context;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Sends content no faster than the client takes it. A write is only handed to the event loop, and
 * the connection says that it is full only once the loop has taken it: without waiting for that a
 * thread which reads faster than the loop sends leaves a whole layer in memory outside of the heap.
 */
final class PacedContent implements StreamingOutput {

    static final int PIECE = 1 << 16;

    private final InputStream content;
    private final Context eventLoop;

    /**
     * @param eventLoop the connection's
     */
    PacedContent(InputStream content, Context eventLoop) {
        this.content = content;
        this.eventLoop = eventLoop;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        try (content) {
            byte[] piece = new byte[PIECE];
            int read = content.readNBytes(piece, 0, PIECE);
            while (read > 0) {
                out.write(piece, 0, read);
                if (read < PIECE) {
                    return;
                }
                awaitTaken();
                read = content.readNBytes(piece, 0, PIECE);
            }
        }
    }

    private void awaitTaken() throws IOException {
        CompletableFuture<Void> taken = new CompletableFuture<>();
        eventLoop.runOnContext(turn -> taken.complete(null));
        try {
            taken.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The service stops");
        } catch (ExecutionException e) {
            throw new IOException("The connection cannot be written to", e);
        }
    }
}
