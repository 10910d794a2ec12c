package io.mltwin.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Content is sent no faster than the event loop takes it. */
class PacedOutputTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close();
    }

    @Test
    void aPieceWaitsUntilTheEventLoopHasTakenTheOneBefore() throws Exception {
        // Given: an event loop that is busy
        Context eventLoop = vertx.getOrCreateContext();
        CompletableFuture<Void> busy = new CompletableFuture<>();
        eventLoop.runOnContext(turn -> busy.join());
        byte[] content = new byte[5 * PacedOutput.PIECE + 7];
        new Random(1).nextBytes(content);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // When
        CompletableFuture<Void> sent =
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                new ByteArrayInputStream(content)
                                        .transferTo(new PacedOutput(out, eventLoop));
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        // Then
        await().until(() -> out.size() >= PacedOutput.PIECE);
        await().during(Duration.ofMillis(300))
                .until(() -> out.size() < 2 * PacedOutput.PIECE && !sent.isDone());
        busy.complete(null);
        sent.get(30, TimeUnit.SECONDS);
        assertThat(out.toByteArray()).isEqualTo(content);
    }
}
