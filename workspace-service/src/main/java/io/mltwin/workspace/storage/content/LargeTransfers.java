package io.mltwin.workspace.storage.content;

import io.mltwin.armweb.AzureFault;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many large contents are read or written at once: each holds some two megabytes of cipher
 * segments, and the service has a small heap. Others wait, then are told Azure's {@code
 * ServerBusy}.
 */
@Singleton
class LargeTransfers {

    private static final int AT_ONCE = 16;
    private static final long WAIT_SECONDS = 30;

    private final Semaphore permits = new Semaphore(AT_ONCE, true);

    void begin() {
        try {
            if (permits.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AzureFault(
                        503,
                        "ServerBusy",
                        "Too many large blobs are being transferred at once. Please retry the request.")
                .withHeaders(Map.of("Retry-After", "1"));
    }

    void end() {
        permits.release();
    }
}
