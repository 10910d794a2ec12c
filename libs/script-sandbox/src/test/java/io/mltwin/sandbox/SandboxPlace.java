package io.mltwin.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A folder of the platform with a key in it, and the commands that a test starts in sandboxes. */
final class SandboxPlace implements AutoCloseable {

    static final String PATH = "/usr/bin:/bin";

    final Path place;
    final Path secret;
    private final List<SandboxProcess> started = new ArrayList<>();

    SandboxPlace() throws IOException {
        place = Files.createTempDirectory("sandbox-test-");
        place.toFile().setExecutable(true, false);
        secret = Files.writeString(place.resolve("key.pem"), "the key");
        Files.setPosixFilePermissions(secret, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    }

    /** Kills what was started and deletes the folder. */
    @Override
    public void close() throws IOException {
        for (SandboxProcess process : started) {
            process.kill();
        }
        ScriptTree.delete(place);
    }

    /** Returns the user that the last command had for itself. */
    Optional<SandboxUser> lastUser() {
        return started.get(started.size() - 1).user();
    }

    /** Returns the kinds of sandbox that can be had here. */
    static Stream<SandboxKind> working() throws IOException {
        Path place = Files.createTempDirectory("sandbox-kinds-");
        place.toFile().setExecutable(true, false);
        List<SandboxKind> kinds = new ArrayList<>();
        for (SandboxKind kind : SandboxKind.values()) {
            if (Sandbox.find(place, List.of(), EnumSet.of(kind)).kind() == kind) {
                kinds.add(kind);
            }
        }
        Files.delete(place);
        return kinds.stream();
    }

    /** Returns those of them that keep a command away from the platform. */
    static Stream<SandboxKind> protecting() throws IOException {
        return working().filter(kind -> kind != SandboxKind.NONE);
    }

    /** Starts a shell in a folder that others of the user share. */
    SandboxProcess shared(Sandbox sandbox, Path folder, Optional<SandboxUser> user, String script) throws IOException {
        SandboxProcess process = sandbox.startShared(
                SandboxRequest.of(folder, List.of("/bin/sh", "-c", script))
                        .environment(Map.of("PATH", PATH))
                        .build(),
                user);
        started.add(process);
        return process;
    }

    /** Runs a shell to its end, requires its exit code, and returns what it printed. */
    String run(SandboxKind kind, Map<String, String> environment, String script, int code) throws Exception {
        Path out = place.resolve("out");
        SandboxProcess process = start(kind, environment, script, out);
        process.closeInput();
        assertThat(process.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        process.endLeftovers();
        assertThat(process.process().exitValue()).as(Files.readString(out)).isEqualTo(code);
        return Files.readString(out);
    }

    /** Starts a shell, which prints to a file. */
    SandboxProcess start(SandboxKind kind, Map<String, String> environment, String script, Path out)
            throws IOException {
        return start(kind, SandboxLimits.DEFAULT, environment, script, out);
    }

    /** Starts a shell within limits. */
    SandboxProcess start(
            SandboxKind kind, SandboxLimits limits, Map<String, String> environment, String script, Path out)
            throws IOException {
        Sandbox sandbox = Sandbox.find(place, List.of(), EnumSet.of(kind));
        SandboxProcess process = sandbox.start(
                SandboxRequest.of(Files.createDirectory(place.resolve("run")), List.of("/bin/sh", "-c", script))
                        .environment(environment)
                        .limits(limits)
                        .log(out)
                        .build());
        started.add(process);
        return process;
    }

    /** Returns the processes on this machine that sleep for so long. */
    static List<ProcessHandle> withArgument(String mark) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.startsWith("sleep " + mark) || line.contains("/sleep " + mark))
                        .isPresent())
                .toList();
    }
}
