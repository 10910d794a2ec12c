package io.mltwin.sandbox;

import static io.mltwin.sandbox.SandboxPlace.PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real commands in every kind of sandbox that works for who runs the test. */
class SandboxTest {

    private static final String WRITABLE_SETTINGS =
            "for file in /proc/sys/kernel/core_pattern /proc/sys/vm/overcommit_memory; do"
                    + " if test -w $file; then echo $file; fi; done";

    private SandboxPlace sandboxes;
    private Path place;

    @BeforeEach
    void makeFolders() throws IOException {
        sandboxes = new SandboxPlace();
        place = sandboxes.place;
    }

    @AfterEach
    void removeFolders() throws IOException {
        sandboxes.close();
    }

    static Stream<SandboxKind> working() throws IOException {
        return SandboxPlace.working();
    }

    static Stream<SandboxKind> protecting() throws IOException {
        return SandboxPlace.protecting();
    }

    @ParameterizedTest
    @MethodSource("working")
    void theCommandHasItsEnvironmentAndNoOther(SandboxKind kind) throws Exception {
        Map<String, String> environment = Map.of("PATH", PATH, "QUOTE", "it's $HOME `id`\nsecond line", "EMPTY", "");

        String output = sandboxes.run(kind, environment, "/usr/bin/env -0 | sort -z | tr '\\0' '|'; exit 7", 7);

        assertThat(output.replaceFirst("PATH=" + place + "/\\.names-[0-9]+:", "PATH="))
                .isEqualTo("EMPTY=|PATH="
                        + PATH
                        + "|PWD="
                        + place.resolve("run")
                        + "|QUOTE=it's $HOME `id`\nsecond line|");
    }

    @ParameterizedTest
    @MethodSource("working")
    void restOfStandardInputIsTheCommands(SandboxKind kind) throws Exception {
        SandboxProcess process = sandboxes.start(kind, Map.of("PATH", PATH), "cat", place.resolve("out"));
        process.process().getOutputStream().write("frame\n".getBytes(StandardCharsets.UTF_8));
        process.closeInput();

        assertThat(process.process().waitFor()).isZero();
        assertThat(place.resolve("out")).hasContent("frame");
    }

    @ParameterizedTest
    @MethodSource("protecting")
    void itReadsNeitherFilesNorEnvironmentsOfThePlatform(SandboxKind kind) throws Exception {
        Process neighbour = new ProcessBuilder("/bin/sleep", "60").start();
        try {
            String output = sandboxes.run(
                    kind,
                    Map.of("PATH", PATH),
                    "cat "
                            + sandboxes.secret
                            + " /proc/"
                            + neighbour.pid()
                            + "/environ /proc/1/environ"
                            + " /etc/shadow; echo x > "
                            + place.resolve("new")
                            + "; echo mine > own; cat own",
                    0);

            assertThat(output.lines().filter(line -> !line.contains(": "))).containsExactly("mine");
            assertThat(place.resolve("new")).doesNotExist();
        } finally {
            neighbour.destroyForcibly();
        }
    }

    @ParameterizedTest
    @MethodSource("protecting")
    void detachedProcessIsGoneWithTheCommand(SandboxKind kind) throws Exception {
        String mark = "8" + System.nanoTime() % 10_000_000;

        sandboxes.run(
                kind,
                Map.of("PATH", PATH),
                "setsid sleep " + mark + " & (nohup sleep " + mark + " >/dev/null 2>&1 &); sleep 0.2",
                0);

        assertThat(SandboxPlace.withArgument(mark)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("working")
    void killedItTakesItsChildrenWithIt(SandboxKind kind) throws Exception {
        String mark = "9" + System.nanoTime() % 10_000_000;
        SandboxProcess process =
                sandboxes.start(kind, Map.of("PATH", PATH), "sleep " + mark + " & sleep " + mark, place.resolve("out"));
        await().until(() -> SandboxPlace.withArgument(mark).size() == 2);

        process.kill();

        assertThat(SandboxPlace.withArgument(mark)).isEmpty();
        assertThat(process.process().isAlive()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("working")
    void askedToEndItEndsInItsOwnWay(SandboxKind kind) throws Exception {
        Path out = place.resolve("out");
        SandboxProcess process = sandboxes.start(
                kind,
                Map.of("PATH", PATH),
                "/bin/sh -c \"trap 'echo orderly; exit 0' TERM; echo begun; while :; do :; done\"; echo after",
                out);
        await().until(() -> Files.readString(out).contains("begun"));

        process.terminate(Duration.ofSeconds(5));

        assertThat(process.process().isAlive()).isFalse();
        assertThat(out).content().contains("orderly");
    }

    @ParameterizedTest
    @MethodSource("working")
    void oneThatDoesNotEndWhenAskedIsLeftToBeKilled(SandboxKind kind) throws Exception {
        Path out = place.resolve("out");
        SandboxProcess process =
                sandboxes.start(kind, Map.of("PATH", PATH), "trap '' TERM; echo begun; while :; do :; done", out);
        await().until(() -> Files.readString(out).contains("begun"));

        process.terminate(Duration.ofMillis(300));

        assertThat(process.process().isAlive()).isTrue();
        process.kill();
        assertThat(process.process().isAlive()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("protecting")
    void aForkBombEndsAtTheLimit(SandboxKind kind) throws Exception {
        SandboxProcess process = sandboxes.start(
                kind,
                new SandboxLimits(1L << 30, 30, 1 << 20),
                Map.of("PATH", PATH),
                "i=0; while [ $i -lt 200 ]; do sleep 5 & i=$((i+1)); done; echo all",
                place.resolve("out"));
        process.closeInput();
        process.process().waitFor();
        process.endLeftovers();

        assertThat(Files.readString(place.resolve("out"))).contains("ork").doesNotContain("all");
    }

    @ParameterizedTest
    @MethodSource("working")
    void memoryEndsAtTheLimit(SandboxKind kind) throws Exception {
        SandboxProcess process = sandboxes.start(
                kind,
                new SandboxLimits(64 << 20, 100, 1 << 20),
                Map.of("PATH", PATH),
                "x=$(head -c 200000000 /dev/zero | tr '\\0' a); echo ${#x}",
                place.resolve("out"));
        process.closeInput();
        process.process().waitFor();

        assertThat(Files.readString(place.resolve("out"))).doesNotContain("200000000");
    }

    @ParameterizedTest
    @MethodSource("protecting")
    void itHasNoCapabilityAndGetsNone(SandboxKind kind) throws Exception {
        assertThat(sandboxes.run(
                        kind, Map.of("PATH", PATH), "grep -E '^(CapEff|CapPrm|NoNewPrivs)' /proc/self/status", 0))
                .isEqualTo("CapPrm:\t0000000000000000\nCapEff:\t0000000000000000\nNoNewPrivs:\t1\n");
    }

    @ParameterizedTest
    @MethodSource("protecting")
    void itWritesNoSettingOfTheKernel(SandboxKind kind) throws Exception {
        assertThat(sandboxes.run(kind, Map.of("PATH", PATH), WRITABLE_SETTINGS, 0))
                .isEmpty();
    }

    /** As where the user of the platform is root and cannot take another. */
    @Test
    void bubblewrapWithoutAUserOfItsOwnWritesNoSettingOfTheKernelEither() throws Exception {
        for (SandboxKind kind :
                protecting().filter(SandboxKind.BUBBLEWRAP::equals).toList()) {
            SandboxRequest request = SandboxRequest.of(
                            Files.createDirectory(place.resolve("run")),
                            List.of("/bin/sh", "-c", WRITABLE_SETTINGS + "; echo looked"))
                    .build();
            List<String> line = Sandbox.find(place, List.of(), EnumSet.of(kind)).line(request, null);
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            process.getOutputStream()
                    .write(Shim.environment(Map.of("PATH", PATH)).getBytes());
            process.getOutputStream().close();

            assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("looked\n");
        }
    }

    /** It would be loaded by the programs that make the sandbox, outside of it. */
    @ParameterizedTest
    @MethodSource("protecting")
    void aPreloadedLibraryActsInsideOnly(SandboxKind kind) throws Exception {
        String output = sandboxes.run(kind, Map.of("PATH", PATH, "LD_PRELOAD", "/nowhere/evil.so"), "/bin/true", 0);

        assertThat(output.split("evil.so", -1)).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("working")
    void itFindsNamesOfUsersAndHosts(SandboxKind kind) throws Exception {
        assertThat(sandboxes.run(kind, Map.of("PATH", PATH), "getent passwd root; getent hosts localhost", 0))
                .contains("root:", "localhost");
    }

    /** Root alone can give it one; else it keeps the number of the platform's user. */
    @Test
    void asRootEachStartHasAUserOfItsOwn() throws Exception {
        boolean root = Capabilities.own().canChangeUser() && Capabilities.own().canMount();

        SandboxProcess first = sandboxes.start(strongest(), Map.of("PATH", PATH), "true", place.resolve("out"));

        assertThat(first.user().isPresent()).isEqualTo(root);
        assertThat(SandboxUser.ownerOf(place.resolve("run"))).isEqualTo(first.user());
    }

    private static SandboxKind strongest() throws IOException {
        return working().findFirst().orElseThrow();
    }

    @Test
    void whereNothingStrongerIsAllowedTheReasonIsSaid() throws Exception {
        Sandbox sandbox = Sandbox.find(place, List.of(), EnumSet.of(SandboxKind.NONE));

        assertThat(sandbox.kind()).isEqualTo(SandboxKind.NONE);
        assertThat(sandbox.kind().sentence()).contains("without a sandbox");
    }

    @ParameterizedTest
    @MethodSource("working")
    void commandsOfOneUserShareAFolderAndEndAlone(SandboxKind kind) throws Exception {
        // Given
        Sandbox sandbox = Sandbox.find(place, List.of(), EnumSet.of(kind));
        Path folder = Files.createDirectory(place.resolve("shared"));
        Optional<SandboxUser> user = sandbox.chooseUser();
        SandboxProcess waiting = sandboxes.shared(sandbox, folder, user, "echo 1 > a; chmod 600 a; read line; cat b");
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(folder.resolve("a")));

        // When
        SandboxProcess other = sandboxes.shared(sandbox, folder, user, "cat a > b; chmod 600 b");
        other.closeInput();

        // Then
        assertThat(other.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(other.process().exitValue()).isZero();
        assertThat(waiting.process().isAlive()).isTrue();
        waiting.process().getOutputStream().write('\n');
        waiting.closeInput();
        assertThat(new String(waiting.process().getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("1\n");
    }
}
