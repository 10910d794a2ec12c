package io.mltwin.sandbox;

import io.mltwin.sandbox.Capabilities.KernelVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketAddress;
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
    private final String networkReason;
    private final CommandLine lines;
    private final PythonNames names;

    /**
     * @param networkReason why it shares the network of the machine, or null where it does not
     */
    Sandbox(
            SandboxKind kind,
            boolean ownUser,
            String reason,
            String networkReason,
            CommandLine lines,
            PythonNames names) {
        this.kind = kind;
        this.ownUser = ownUser;
        this.reason = reason;
        this.networkReason = networkReason;
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
    public static Sandbox find(Path place, List<Path> readOnly, Set<SandboxKind> allowed) throws IOException {
        Capabilities capabilities = Capabilities.own();
        CommandLine lines = new CommandLine(capabilities, KernelVersion.own().isAtLeast(5, 14));
        List<String> reasons = new ArrayList<>();
        PythonNames names = new PythonNames(place);
        for (Sandbox candidate : candidates(capabilities, lines, names, reasons)) {
            if (!allowed.contains(candidate.kind)) {
                continue;
            }
            String networkObstacle = candidate.probeInNetwork(place, readOnly);
            String obstacle = networkObstacle == null ? null : candidate.probe(place, readOnly, SandboxNetwork.MACHINE);
            if (obstacle == null) {
                return new Sandbox(
                        candidate.kind, candidate.ownUser, String.join("; ", reasons), networkObstacle, lines, names);
            }
            reasons.add(candidate.kind.key() + ": " + obstacle);
        }
        if (!capabilities.canChangeUser()) {
            reasons.add("another user can only be taken as root");
        }
        return new Sandbox(SandboxKind.NONE, false, String.join("; ", reasons), "there is no sandbox", lines, names);
    }

    /** Returns whether what lies in a folder is shown by every sandbox. */
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

    /** Two plain sentences for a person, as the first line of a log. */
    public String sentence() {
        return kind.sentence()
                + (networkReason == null
                        ? " Its network leads to the platform alone, and pip to its index."
                        : " It shares the network of its machine or container with others, since "
                                + networkReason
                                + ".");
    }

    /** Returns whether commands can have a network that is not the machine's. */
    public boolean hasNetworks() {
        return networkReason == null;
    }

    /**
     * Makes a network for commands; where this machine cannot, it is the machine's.
     *
     * @param ports of the machine's loopback address that answer there
     * @param hosts {@code name:port} of package indexes that a proxy for pip leads to, and {@code
     *     *} for all public addresses; empty for no proxy
     */
    public SandboxNetwork network(List<Integer> ports, List<String> hosts) throws IOException {
        return networkReason == null ? SandboxNetwork.open(lines.mounts(), ports, hosts) : SandboxNetwork.MACHINE;
    }

    /**
     * Enters the network of another program; its commands reach these ports too.
     *
     * @param place a file with its {@link SandboxNetwork#place}
     */
    public SandboxNetwork join(Path place, List<Integer> ports) throws IOException {
        return networkReason == null
                ? SandboxNetwork.join(lines.mounts(), Files.readString(place), ports)
                : SandboxNetwork.MACHINE;
    }

    /**
     * Returns whether a connection within this machine may be served: where scripts share a network and have
     * users of their own, only one that is held open, and by no script but this one.
     *
     * @param folder of the request of the script that may call
     */
    public boolean admits(SocketAddress caller, SocketAddress called, Path folder) {
        if (networkReason == null || !ownUser) {
            return true;
        }
        Optional<Integer> user = LoopbackCaller.user(caller, called);
        return user.isPresent()
                && (!SandboxUser.isOne(user.get())
                        || SandboxUser.ownerOf(folder).map(SandboxUser::uid).equals(user));
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
        return new SandboxProcess(launch(request, user), user, kind, request);
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
    public SandboxProcess startShared(SandboxRequest request, Optional<SandboxUser> user) throws IOException {
        if (user.isPresent() && !SandboxUser.ownerOf(request.folder()).equals(user)) {
            user.get().take(request.folder());
        }
        return new SandboxProcess(launch(names.addTo(request), user.orElse(null)), null, kind, request);
    }

    private Process launch(SandboxRequest request, SandboxUser user) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(line(request, user)).directory(Path.of("/").toFile());
        builder.environment().clear();
        if (request.log() != null) {
            builder.redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(request.log().toFile()));
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
        boolean alone = networkReason == null && request.network() == SandboxNetwork.NONE;
        List<String> line = new ArrayList<>(request.network().enter());
        line.addAll(
                switch (kind) {
                    case BUBBLEWRAP -> lines.bubblewrap(request, user, alone);
                    case OTHER_USER -> lines.otherUser(request, user, alone);
                    case NONE -> lines.none(request);
                });
        return line;
    }

    private static List<Sandbox> candidates(
            Capabilities capabilities, CommandLine lines, PythonNames names, List<String> reasons) {
        List<Sandbox> all = new ArrayList<>();
        boolean changesUser = capabilities.canChangeUser() && Files.isExecutable(CommandLine.SETPRIV);
        if (!Files.isExecutable(CommandLine.PRLIMIT)) {
            reasons.add("there is no " + CommandLine.PRLIMIT);
            return all;
        }
        if (!Files.isExecutable(CommandLine.BWRAP)) {
            reasons.add("there is no " + CommandLine.BWRAP);
        } else {
            if (changesUser && capabilities.canMount()) {
                all.add(new Sandbox(SandboxKind.BUBBLEWRAP, true, "", null, lines, names));
            }
        }
        if (changesUser) {
            all.add(new Sandbox(SandboxKind.OTHER_USER, true, "", null, lines, names));
        }
        if (Files.isExecutable(CommandLine.BWRAP)) {
            // last for root, whom the kernel counts no processes of, in a user namespace too
            all.add(new Sandbox(SandboxKind.BUBBLEWRAP, false, "", null, lines, names));
        }
        return all;
    }

    private String probeInNetwork(Path place, List<Path> readOnly) throws IOException {
        if (ownUser && !lines.mounts()) {
            return "namespaces are closed to this process";
        }
        try (SandboxNetwork network = network(List.of(), List.of())) {
            network.place();
            return probe(place, readOnly, network);
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /** Returns the obstacle, or null. */
    private String probe(Path place, List<Path> readOnly, SandboxNetwork network) throws IOException {
        Path folder = Files.createTempDirectory(place, "probe-");
        Path log = Files.createTempFile(place, "probe-", ".log");
        try {
            List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", PROBE, "sh"));
            readOnly.forEach(path -> command.add(path.toString()));
            SandboxProcess tried = startAlone(SandboxRequest.of(folder, command)
                    .readOnly(readOnly)
                    .environment(Map.of("PATH", "/usr/bin:/bin"))
                    .network(network)
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
