package io.mltwin.e2e.platform;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/**
 * What a test does to the parts of a running platform from outside: kills one and waits until it is
 * back.
 */
public final class Parts {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final TestPlatform platform;

    public Parts(TestPlatform platform) {
        this.platform = platform;
    }

    /** SIGKILL: the part has no chance to finish anything. It is started again by itself. */
    public void kill(Part part) {
        platform.platform().kill(part.key());
    }

    /** Returns once the part answers again as it did before. */
    public void awaitBack(Part part) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> platform.platform().answers(part.key()));
    }
}
