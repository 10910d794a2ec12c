package io.mltwin.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A network of loopback alone, which the sandboxes that are started in it share. Ports of the
 * machine that it was opened with answer there, and perhaps a proxy for pip. Nothing else is
 * reached: no other port, no address, no abstract socket. It ends with this program.
 */
public final class SandboxNetwork implements AutoCloseable {

    /** No port answers. */
    public static final SandboxNetwork NONE = new SandboxNetwork(null, false);

    /** The machine's own, where it can make no other. */
    static final SandboxNetwork MACHINE = new SandboxNetwork(null, false);

    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final String NSENTER = "/usr/bin/nsenter";

    /** Begins a command line in a network without any listener, as root. */
    static final List<String> MAKE = List.of("/usr/bin/unshare", "--net");

    private static final List<String> MAKE_AS_USER =
            List.of(MAKE.get(0), "--user", "--map-current-user", "--keep-caps", MAKE.get(1));

    /** Where the proxy for pip answers, in a network that has one. */
    public static final int PROXY_PORT = 3128;

    public static final String PROXY = "http://127.0.0.1:" + PROXY_PORT;

    private final Process relays;
    private final boolean mounts;
    private String holder;

    private SandboxNetwork(Process relays, boolean mounts) {
        this.relays = relays;
        this.mounts = mounts;
    }

    /**
     * Begins to make a network.
     *
     * @param mounts whether this process makes namespaces without one of users
     * @param hosts {@code name:port} of package indexes that a proxy leads to, and {@code *} for
     *     ports 80 and 443 of all public addresses; empty for no proxy
     */
    static SandboxNetwork open(boolean mounts, List<Integer> ports, List<String> hosts) throws IOException {
        return start(mounts, mounts ? MAKE : MAKE_AS_USER, ports, hosts);
    }

    /**
     * Enters the network of another program of this user.
     *
     * @param place its {@link #place}
     * @param ports that answer there besides
     */
    static SandboxNetwork join(boolean mounts, String place, List<Integer> ports) throws IOException {
        String pid = place.split(" ", 2)[0];
        if (!place.equals(placeOf(pid))) {
            throw new IOException("the network of the first node has ended");
        }
        return start(mounts, enter(mounts, pid), ports, List.of());
    }

    private static SandboxNetwork start(boolean mounts, List<String> make, List<Integer> ports, List<String> hosts)
            throws IOException {
        if (!Files.isExecutable(PYTHON)) {
            throw new IOException("there is no " + PYTHON);
        }
        String program;
        try (InputStream source = SandboxNetwork.class.getResourceAsStream("network.py")) {
            program = new String(source.readAllBytes(), StandardCharsets.UTF_8);
        }
        String all = ports.stream().distinct().map(String::valueOf).collect(Collectors.joining(","))
                + (hosts.isEmpty() ? "" : "," + PROXY_PORT);
        ProcessBuilder builder = new ProcessBuilder(
                        PYTHON.toString(),
                        "-ISc",
                        program,
                        program,
                        String.join(" ", make),
                        all,
                        String.join(" ", hosts))
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        return new SandboxNetwork(builder.start(), mounts);
    }

    private static List<String> enter(boolean mounts, String pid) {
        String of = "/proc/" + pid + "/ns/";
        return mounts
                ? List.of(NSENTER, "--net=" + of + "net")
                : List.of(NSENTER, "--preserve-credentials", "--user=" + of + "user", "--net=" + of + "net");
    }

    private static String placeOf(String pid) throws IOException {
        return pid + " " + Files.readSymbolicLink(Path.of("/proc", pid, "ns/net"));
    }

    /** Returns whether it is not the machine's. */
    public boolean isOwn() {
        return relays != null;
    }

    /** Returns false for one of its own whose relays have ended. */
    public boolean isOpen() {
        return !isOwn() || relays.isAlive();
    }

    /** Returns what other programs of this user {@link Sandbox#join} it by. */
    public String place() throws IOException {
        return placeOf(holder());
    }

    /** Returns what a command line begins with that runs in it, when it is made. */
    List<String> enter() throws IOException {
        return isOwn() ? enter(mounts, holder()) : List.of();
    }

    private synchronized String holder() throws IOException {
        if (holder == null) {
            BufferedReader told = relays.inputReader(StandardCharsets.UTF_8);
            String line = told.readLine();
            if (line == null || !line.matches("[0-9]+")) {
                throw new IOException("no network of its own: " + line);
            }
            holder = line;
        }
        return holder;
    }

    /** Ends the relays; what still runs in it reaches nothing any more. */
    @Override
    public void close() {
        if (isOwn()) {
            relays.destroy();
        }
    }
}
