package io.mltwin.e2e;

import static org.awaitility.Awaitility.await;

import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.process.PidFile;
import java.io.IOException;
import java.time.Duration;

/**
 * What a test does to the parts of a running platform from outside: kills one and waits until it is
 * back. The one class to replace where the parts are not processes of this machine.
 */
final class Parts {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final TestPlatform platform;

    Parts(TestPlatform platform) {
        this.platform = platform;
    }

    /** SIGKILL: the part has no chance to finish anything. Its supervisor starts it again. */
    void kill(Part part) {
        PidFile running = running(part);
        ProcessHandle process = ProcessHandle.of(running.pid()).orElseThrow();
        process.destroyForcibly();
        await().atMost(PATIENCE).until(() -> !process.isAlive());
    }

    /** Returns once the part answers again as it did before. */
    void awaitBack(Part part) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> answers(part));
    }

    private boolean answers(Part part) throws IOException {
        if (part == Part.POSTGRES) {
            return platform.platform().postgres().answers();
        }
        if (part == Part.KAFKA) {
            return PlatformClient.listens(platform.platform().kafka().port());
        }
        return platform.client().ready(platform.port(PlatformService.of(part.key())));
    }

    private PidFile running(Part part) {
        return PidFile.read(platform.platform().folder().pid(part.key()))
                .filter(PidFile::alive)
                .orElseThrow(() -> new AssertionError(part + " is not running"));
    }
}
