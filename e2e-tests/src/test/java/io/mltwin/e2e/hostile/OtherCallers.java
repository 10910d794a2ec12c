package io.mltwin.e2e.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.process.PidFile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls every service again and again while a test does something to one: each answers soon, and is
 * the same process when it is over.
 */
final class OtherCallers {
    /** Other tests use the machine too; callers whom an attack holds wait until its end. */
    private static final Duration SOON = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final TestPlatform platform;
    private final String administrator;
    private final Map<PlatformService, Long> processes;
    private final List<Duration> answers = Collections.synchronizedList(new ArrayList<>());
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final Thread caller = new Thread(this::call, "other-callers");
    private volatile boolean over;

    private OtherCallers(TestPlatform platform) throws IOException {
        this.platform = platform;
        this.administrator = platform.tokens().administrator();
        this.processes = processes();
    }

    /** What a test does meanwhile. */
    interface Attempt {
        void run() throws Exception;
    }

    static void meanwhile(TestPlatform platform, Attempt attempt) throws Exception {
        OtherCallers others = new OtherCallers(platform);
        others.caller.start();
        try {
            attempt.run();
        } finally {
            others.over = true;
            others.caller.join();
        }
        others.check();
    }

    private Map<PlatformService, Long> processes() throws IOException {
        Map<PlatformService, Long> found = new EnumMap<>(PlatformService.class);
        for (PlatformService service : PlatformService.values()) {
            found.put(
                    service,
                    PidFile.read(platform.platform().folder().pid(service.key()))
                            .filter(PidFile::alive)
                            .orElseThrow(() -> new AssertionError(service + " is not running"))
                            .pid());
        }
        return found;
    }

    private void call() {
        while (!over) {
            for (PlatformService service : PlatformService.values()) {
                long begun = System.nanoTime();
                try {
                    int status = platform.client()
                            .send(Call.of("GET", platform.port(service), "/_mltwin/clock")
                                    .as(administrator))
                            .status();
                    if (status != 200) {
                        failures.add(service + " answered " + status);
                    }
                } catch (IOException e) {
                    failures.add(service + ": " + e);
                }
                answers.add(Duration.ofNanos(System.nanoTime() - begun));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Of a hundred calls one may be late: the machine has more to do than this test. */
    private void check() throws IOException {
        assertThat(failures).isEmpty();
        List<Duration> sorted = answers.stream().sorted().toList();
        assertThat(sorted).isNotEmpty();
        assertThat(sorted.get((sorted.size() - 1) * 99 / 100)).isLessThan(SOON);
        assertThat(processes()).isEqualTo(processes);
    }
}
