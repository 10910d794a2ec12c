package io.mltwin.scoring.inference;

import io.mltwin.armweb.AzureFault;
import io.mltwin.scoring.ScoringConfig;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Reads the bodies of scoring requests, none too large, and all together only what the heap bears.
 */
@Singleton
class RequestBodies {

    private static final int KILOBYTE = 1024;
    private static final int BUFFER = 16 * KILOBYTE;
    private static final long PATIENCE_SECONDS = 10;

    private final long largest;
    private final Semaphore kilobytes;

    RequestBodies(ScoringConfig config) {
        long quarter = Runtime.getRuntime().maxMemory() / 4;
        this.largest = Math.min(config.scoring().maxRequestBytes(), quarter);
        this.kilobytes = new Semaphore((int) (quarter / KILOBYTE) + BUFFER);
    }

    /** A body in memory; close it when it has been worked on. */
    final class Body implements AutoCloseable {
        private final byte[] content;
        private final int permits;

        Body(byte[] content, int permits) {
            this.content = content;
            this.permits = permits;
        }

        byte[] content() {
            return content;
        }

        @Override
        public void close() {
            kilobytes.release(permits);
        }
    }

    /**
     * Reads a body.
     *
     * @param declared its Content-Length, or -1
     * @throws AzureFault 413 when it is too large, 503 when too many large ones are being scored
     */
    Body read(InputStream in, long declared) {
        if (declared > largest) {
            throw tooLarge();
        }
        ByteArrayOutputStream out =
                new ByteArrayOutputStream(declared > 0 ? (int) declared : BUFFER);
        int permits = 0;
        try {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                if (out.size() > largest) {
                    throw tooLarge();
                }
                int needed = out.size() / KILOBYTE + 1 - permits;
                if (needed > 0) {
                    acquire(needed);
                    permits += needed;
                }
            }
            return new Body(out.toByteArray(), permits);
        } catch (IOException e) {
            kilobytes.release(permits);
            throw new AzureFault(400, "BadRequest", "The request ended before its body did.");
        } catch (AzureFault e) {
            kilobytes.release(permits);
            throw e;
        }
    }

    private void acquire(int needed) {
        try {
            if (kilobytes.tryAcquire(needed, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AzureFault(
                503, "ServiceUnavailable", "Too many large requests are being scored; try again.");
    }

    private AzureFault tooLarge() {
        return new AzureFault(
                413,
                "RequestEntityTooLarge",
                "A scoring request may have at most " + largest + " bytes.");
    }
}
