package io.mltwin.node.settings;

import io.mltwin.sandbox.SandboxLimits;
import io.mltwin.sandbox.SandboxNetwork;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The settings of a node: its secret as the first line of standard input, so that no process
 * can read it, the key of its OS disk as the second one where {@code MLTWIN_NODE_DISK} is {@code
 * Encrypted}, and the environment variables {@code MLTWIN_NODE_ID}, {@code MLTWIN_NODE_SERVICE},
 * {@code MLTWIN_NODE_FOLDER}, {@code SSL_CERT_FILE}, and perhaps {@code MLTWIN_NODE_PORTS}, {@code
 * MLTWIN_NODE_HIDDEN}, {@code MLTWIN_NODE_READ_ONLY} (lists of folders), {@code
 * MLTWIN_NODE_ENVIRONMENTS} (a folder), {@code MLTWIN_NODE_PYTHON_INDEX} (an address or a folder of
 * wheels), {@code MLTWIN_NODE_MEMORY} (mebibytes), {@code MLTWIN_NODE_PROCESSES} and {@code
 * MLTWIN_NODE_SCRATCH} (a folder).
 *
 * @param patience how long the node goes on without reaching compute-service
 * @param hidden folders that no script may see
 * @param readOnly folders that scripts may read in addition to those of the system
 * @param python where Python environments are prepared
 * @param limits what a script may use
 * @param scratch the folder in memory for an encrypted scratch disk; null for one in the node's own
 *     folder
 * @param ports of the machine where the platform answers scripts
 */
public record NodeSettings(
        String nodeId,
        String secret,
        URI service,
        Path folder,
        Path authorities,
        Duration patience,
        Duration heartbeat,
        Duration logUpload,
        List<Path> hidden,
        List<Path> readOnly,
        PythonSettings python,
        SandboxLimits limits,
        Path scratch,
        List<Integer> ports) {

    /** Names the variable that says whether a second line of standard input is the disk's key. */
    public static final String DISK = "MLTWIN_NODE_DISK";

    public static final String ENCRYPTED = "Encrypted";

    /** Names the variable with the ports of the platform, separated by commas. */
    public static final String PORTS = "MLTWIN_NODE_PORTS";

    public static final String PYTHON_INDEX = "MLTWIN_NODE_PYTHON_INDEX";

    private static final long MEBIBYTE = 1024 * 1024;
    private static final long MEMORY = SandboxLimits.DEFAULT.memoryBytes() / MEBIBYTE;
    private static final long PROCESSES = SandboxLimits.DEFAULT.processes();

    /**
     * @param secret the line that standard input began with, or null
     */
    public static NodeSettings of(Map<String, String> environment, String secret) {
        if (secret == null || secret.isBlank()) {
            throw new IllegalArgumentException("the node's secret is not the first line of standard input");
        }
        Path folder = Path.of(required(environment, "MLTWIN_NODE_FOLDER"));
        return new NodeSettings(
                required(environment, "MLTWIN_NODE_ID"),
                secret.strip(),
                URI.create(required(environment, "MLTWIN_NODE_SERVICE")),
                folder.toAbsolutePath().normalize(),
                Path.of(required(environment, "SSL_CERT_FILE")).toAbsolutePath(),
                Duration.ofMinutes(10),
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                folders(environment.get("MLTWIN_NODE_HIDDEN")),
                folders(environment.get("MLTWIN_NODE_READ_ONLY")),
                new PythonSettings(
                        Path.of(environment.getOrDefault(
                                        "MLTWIN_NODE_ENVIRONMENTS",
                                        folder.resolveSibling("environments").toString()))
                                .toAbsolutePath()
                                .normalize(),
                        optional(environment, PYTHON_INDEX)),
                new SandboxLimits(
                        MEBIBYTE * number(environment, "MLTWIN_NODE_MEMORY", MEMORY),
                        (int) number(environment, "MLTWIN_NODE_PROCESSES", PROCESSES),
                        SandboxLimits.DEFAULT.temporaryBytes()),
                scratch(environment.get("MLTWIN_NODE_SCRATCH")),
                ports(environment.get(PORTS), environment.get("MLTWIN_NODE_SERVICE")));
    }

    private static List<Integer> ports(String list, String service) {
        return list == null
                ? List.of(URI.create(service).getPort())
                : Stream.of(list.split(",")).map(Integer::valueOf).toList();
    }

    private static Path scratch(String folder) {
        return folder == null ? null : Path.of(folder);
    }

    private static List<Path> folders(String list) {
        return list == null || list.isBlank()
                ? List.of()
                : Stream.of(list.split(File.pathSeparator)).map(Path::of).toList();
    }

    private static long number(Map<String, String> environment, String name, long otherwise) {
        String value = environment.getOrDefault(name, Long.toString(otherwise));
        if (!value.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(name + " is not a number from 1: " + value);
        }
        return Long.parseLong(value);
    }

    /**
     * Returns the hosts to which the proxy of a network leads; none where one of all nodes answers at
     * the ports.
     */
    public List<String> packageHosts() throws IOException {
        return ports.contains(SandboxNetwork.PROXY_PORT) ? List.of() : python.hosts();
    }

    /** Returns whether pip reaches its index by the proxy alone. */
    public boolean needsProxy(SandboxNetwork network) {
        return network.isOwn() || ports.contains(SandboxNetwork.PROXY_PORT);
    }

    public Path runs() {
        return folder.resolve("runs");
    }

    public static String optional(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    /** Returns a variable that must be there. */
    public static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("the environment variable " + name + " is not set");
        }
        return value;
    }

    @Override
    public String toString() {
        return "node " + nodeId + " of " + service + " in " + folder;
    }
}
