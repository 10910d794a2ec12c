package io.mltwin.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What scripts use beyond their limits, in each kind of sandbox. */
class SandboxUsageTest {

    private static final long MEBIBYTE = 1 << 20;
    private static final SandboxLimits LIMITS = new SandboxLimits(120 * MEBIBYTE, 100, 16 * MEBIBYTE, 48 * MEBIBYTE);

    /** Ways to use more; each waits when it has. */
    private enum Attack {
        MEMFD("memory", "fds = [os.memfd_create('a') for i in range(20)]\nfor fd in fds: os.write(fd, block)"),
        SHARED_MEMORY("memory", "m = mmap.mmap(-1, 160 << 20)\nfor i in range(20): m.write(block)"),
        PROCESSES("memory", "for i in range(8):\n  if not os.fork():\n    held = bytearray(20 << 20)\n    break"),
        FILES("disk", "for i in range(10):\n  with open(f'f{i}', 'wb') as f: f.write(block)"),
        FOLDERS(
                "disk",
                "for i in range(10):\n  os.makedirs(f'a/{i}')\n  with open(f'a/{i}/f', 'wb') as f: f.write(block)"),
        WITHOUT_A_NAME(
                "disk",
                "fs = [open(f'f{i}', 'wb') for i in range(10)]\nfor f in fs: os.unlink(f.name); f.write(block); f.flush()");

        private final String what;
        private final String python;

        Attack(String what, String python) {
            this.what = what;
            this.python = python;
        }

        String script() {
            return "python3 -uc \"import os, mmap, time\nblock = bytes(8 << 20)\n"
                    + python
                    + "\nprint('done')\ntime.sleep(600)\"";
        }
    }

    private SandboxPlace sandboxes;

    @BeforeEach
    void begin() throws IOException {
        sandboxes = new SandboxPlace();
    }

    @AfterEach
    void end() throws IOException {
        sandboxes.close();
    }

    static Stream<Arguments> attacks() throws IOException {
        return SandboxPlace.protecting()
                .flatMap(kind -> Arrays.stream(Attack.values()).map(attack -> Arguments.of(kind, attack)));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void useBeyondTheLimitsIsSaid(SandboxKind kind, Attack attack) throws Exception {
        Path out = sandboxes.place.resolve("out");

        SandboxProcess process = sandboxes.start(
                kind, LIMITS, Map.of("PATH", SandboxPlace.PATH, "MALLOC_ARENA_MAX", "1"), attack.script(), out);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(process.excess())
                        .as(Files.readString(out))
                        .isNotNull()
                        .startsWith("more than ")
                        .contains(" MiB of " + attack.what));
    }

    static Stream<SandboxKind> protecting() throws IOException {
        return SandboxPlace.protecting();
    }

    @ParameterizedTest
    @MethodSource("protecting")
    void scriptWithinItsLimitsIsLeftAlone(SandboxKind kind) throws Exception {
        Path out = sandboxes.place.resolve("out");
        SandboxProcess process = sandboxes.start(
                kind,
                LIMITS,
                Map.of("PATH", SandboxPlace.PATH),
                "python3 -uc \"import os, mmap, time\nm = mmap.mmap(-1, 40 << 20); m.write(bytes(40 << 20))\n"
                        + "for i in range(3): os.fork()\n"
                        + "with open('f', 'wb') as f: f.write(bytes(20 << 20))\nprint('done')\ntime.sleep(600)\"",
                out);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Files.readString(out).lines().count() == 8);

        assertThat(process.excess()).isNull();
    }

    @ParameterizedTest
    @MethodSource("protecting")
    void oneFileEndsAtTheLimitOfTheDisk(SandboxKind kind) throws Exception {
        Path out = sandboxes.place.resolve("out");
        SandboxProcess process = sandboxes.start(
                kind, LIMITS, Map.of("PATH", SandboxPlace.PATH), "head -c 100000000 /dev/zero > f; stat -c %s f", out);
        process.closeInput();
        process.process().waitFor();

        assertThat(out).content().contains(Long.toString(LIMITS.diskBytes()));
    }
}
