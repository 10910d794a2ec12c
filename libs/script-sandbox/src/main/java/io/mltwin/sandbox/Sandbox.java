package io.mltwin.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Starts commands of users apart from the platform, by the strongest kind that works on this
 * machine for this user. Which one that is, is tried once.
 */
public final class Sandbox {

    /** A weaker kind is taken for one that does not work, not for a disk that is slow. */
    private static final int PROBE_SECONDS = 120;

    private static final String PROBE =
            "test -w . || exit 1; for file; do test -r \"$file\" || { echo \"$file cannot be read\";"
                    + " exit 1; }; done";

    private final SandboxKind kind;
    private final boolean ownUser;
    private final String reason;
    private final CommandLine lines;
    private final PythonNames names;

    private Sandbox(
            SandboxKind kind,
            boolean ownUser,
            String reason,
            CommandLine lines,
            PythonNames names) {
        this.kind = kind;
        this.ownUser = ownUser;
        this.reason = reason;
        this.lines = lines;
        this.names = names;
    }

    /**
     * Tries what works, by running a command in it.
     *
     * @param place a folder that exists, in which the folders of requests will lie, and one with
     *     the names of Python
     * @param readOnly what requests will show
     */
    public static Sandbox find(Path place, List<Path> readOnly) throws IOException {
        return find(place, readOnly, EnumSet.allOf(SandboxKind.class));
    }

    /** As {@link #find(Path, List)}, among these kinds and {@link SandboxKind#NONE}. */
    public static Sandbox find(Path place, List<Path> readOnly, Set<SandboxKind> allowed)
            throws IOException {
        Capabilities capabilities = Capabilities.own();
        CommandLine lines = new CommandLine(capabilities, KernelVersion.own().isAtLeast(5, 14));
        List<String> reasons = new ArrayList<>();
        PythonNames names = new PythonNames(place);
        for (Sandbox candidate : candidates(capabilities, lines, names, reasons)) {
            if (!allowed.contains(candidate.kind)) {
                continue;
            }
            String obstacle = candidate.probe(place, readOnly);
            if (obstacle == null) {
                return new Sandbox(
                        candidate.kind,
                        candidate.ownUser,
                        String.join("; ", reasons),
                        lines,
                        names);
            }
            reasons.add(candidate.kind.key() + ": " + obstacle);
        }
        if (!capabilities.canChangeUser()) {
            reasons.add("another user can only be taken as root");
        }
        return new Sandbox(SandboxKind.NONE, false, String.join("; ", reasons), lines, names);
    }

    /** Whether what lies in a folder is shown by every sandbox. */
    public static boolean shows(Path folder) {
        return SystemFolders.shows(folder);
    }

    public SandboxKind kind() {
        return kind;
    }

    /** Why it is no stronger one; empty for the strongest. */
    public String reason() {
        return reason;
    }

    /**
     * Starts a command. The folder of the request, and all in it, belongs to the sandbox's own user
     * from here on, where it has one.
     */
    public SandboxProcess start(SandboxRequest request) throws IOException {
        return startAlone(names.addTo(request));
    }

    private SandboxProcess startAlone(SandboxRequest request) throws IOException {
        SandboxUser user = ownUser ? SandboxUser.choose() : null;
        if (user != null) {
            user.take(request.folder());
        }
        return new SandboxProcess(launch(request, user), user, kind);
    }

    /**
     * Chooses a user for several commands that share a folder; empty where no sandbox has a user of
     * its own.
     */
    public Optional<SandboxUser> chooseUser() throws IOException {
        return ownUser ? Optional.of(SandboxUser.choose()) : Optional.empty();
    }

    /**
     * Starts one of the commands of a user, whose folder it shares with the others. What it leaves
     * running may outlive it, and ends with {@link SandboxUser#killAll()}.
     *
     * @param user what {@link #chooseUser()} chose
     */
    public SandboxProcess startShared(SandboxRequest request, Optional<SandboxUser> user)
            throws IOException {
        if (user.isPresent() && !SandboxUser.ownerOf(request.folder()).equals(user)) {
            user.get().take(request.folder());
        }
        return new SandboxProcess(launch(names.addTo(request), user.orElse(null)), null, kind);
    }

    private Process launch(SandboxRequest request, SandboxUser user) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(line(request, user)).directory(Path.of("/").toFile());
        builder.environment().clear();
        if (request.log() != null) {
            builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(request.log().toFile()));
        }
        if (user != null && request.log() != null) {
            if (!Files.exists(request.log())) {
                Files.createFile(request.log());
            }
            user.take(request.log());
        }
        Process process = LastingThread.start(builder);
        try {
            OutputStream in = process.getOutputStream();
            in.write(Shim.environment(request.environment()).getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            // it ended at once: its exit code and its output say why
        }
        return process;
    }

    List<String> line(SandboxRequest request, SandboxUser user) throws IOException {
        return switch (kind) {
            case BUBBLEWRAP -> lines.bubblewrap(request, user);
            case OTHER_USER -> lines.otherUser(request, user);
            case NONE -> lines.none(request);
        };
    }

    private static List<Sandbox> candidates(
            Capabilities capabilities, CommandLine lines, PythonNames names, List<String> reasons) {
        List<Sandbox> all = new ArrayList<>();
        boolean changesUser =
                capabilities.canChangeUser() && Files.isExecutable(CommandLine.SETPRIV);
        if (!Files.isExecutable(CommandLine.PRLIMIT)) {
            reasons.add("there is no " + CommandLine.PRLIMIT);
            return all;
        }
        if (!Files.isExecutable(CommandLine.BWRAP)) {
            reasons.add("there is no " + CommandLine.BWRAP);
        } else {
            if (changesUser && capabilities.canMount()) {
                all.add(new Sandbox(SandboxKind.BUBBLEWRAP, true, "", lines, names));
            }
        }
        if (changesUser) {
            all.add(new Sandbox(SandboxKind.OTHER_USER, true, "", lines, names));
        }
        if (Files.isExecutable(CommandLine.BWRAP)) {
            // last for root, whom the kernel counts no processes of, in a user namespace too
            all.add(new Sandbox(SandboxKind.BUBBLEWRAP, false, "", lines, names));
        }
        return all;
    }

    /** What stands in the way, or null. */
    private String probe(Path place, List<Path> readOnly) throws IOException {
        Path folder = Files.createTempDirectory(place, "probe-");
        Path log = Files.createTempFile(place, "probe-", ".log");
        try {
            List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", PROBE, "sh"));
            readOnly.forEach(path -> command.add(path.toString()));
            SandboxProcess tried =
                    startAlone(
                            SandboxRequest.of(folder, command)
                                    .readOnly(readOnly)
                                    .environment(Map.of("PATH", "/usr/bin:/bin"))
                                    .log(log)
                                    .build());
            tried.closeInput();
            if (!tried.process().waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
                tried.kill();
                return "it has not ended within " + PROBE_SECONDS + " s";
            }
            return tried.process().exitValue() == 0 ? null : firstLine(log);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } finally {
            Files.deleteIfExists(folder);
            Files.deleteIfExists(log);
        }
    }

    private static String firstLine(Path log) throws IOException {
        return Files.readString(log).lines().findFirst().orElse("it does not work here");
    }
}
