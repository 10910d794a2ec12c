package io.mltwin.node.host;

import io.mltwin.node.host.DiskKey.DiskKeyWrapper;
import io.mltwin.node.sandbox.RunLeftovers;
import io.mltwin.node.sandbox.RunPlace;
import io.mltwin.node.settings.NodeSettings;
import io.mltwin.sandbox.ScriptTree;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The processes that play the nodes of clusters, each with a folder of its own: its pid and its
 * log, which are its OS disk, and its runs. They outlive the program that started them.
 * compute-service uses this class where nodes are processes of its machine, the node host where
 * they are not.
 */
public final class NodeProcesses {

    private static final System.Logger LOG = System.getLogger(NodeProcesses.class.getName());
    private static final int LOG_TAIL = 600;

    /** Names the variable with the folder in memory for encrypted scratch disks. */
    static final String MEMORY_FOLDER = "MLTWIN_NODE_MEMORY_FOLDER";

    /** Where Linux has a file system in memory for every user. */
    private static final String SHARED_MEMORY = "/dev/shm";

    /** The key of the OS disk, wrapped. */
    private static final String DISK_KEY = "os-disk.key";

    private final Settings settings;
    private final SecureRandom random = new SecureRandom();

    public NodeProcesses(Settings settings) {
        this.settings = settings;
    }

    /**
     * The settings that all nodes of a machine share.
     *
     * @param folder holds a folder for each node
     * @param variables further environment variables of a node, see {@link NodeSettings}
     * @param diskKeys wraps the key of each node's OS disk
     */
    public record Settings(
            Path folder,
            Path javaHome,
            Path jar,
            URI service,
            Path authorities,
            Map<String, String> variables,
            DiskKeyWrapper diskKeys) {}

    /** Whether the process of a node is there; UNKNOWN when no pid was noted. */
    public enum Liveness {
        ALIVE,
        DEAD,
        UNKNOWN
    }

    /** Starts a node with a scratch disk that is not encrypted. */
    public Process start(String nodeId, String secret) throws IOException {
        return start(nodeId, secret, false);
    }

    /**
     * Starts a node, which reads its secret and the key of its OS disk from standard input. On the
     * disk the key lies wrapped.
     */
    public Process start(String nodeId, String secret, boolean encryptedScratch) throws IOException {
        Path home = Files.createDirectories(settings.folder().resolve(nodeId));
        // scripts that are another user's go through, and read nothing of the node
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
        DiskKey diskKey = DiskKey.generate(random);
        Files.write(home.resolve(DISK_KEY), settings.diskKeys().wrap(nodeId, diskKey.bytes()));
        Path log = home.resolve("node.log");
        Files.deleteIfExists(log);
        Files.createFile(log, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        ProcessBuilder builder = new ProcessBuilder(
                        settings.javaHome().resolve("bin").resolve("java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx48m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dmltwin.node=" + nodeId,
                        "-jar",
                        settings.jar().toAbsolutePath().toString())
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        String path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        environment.clear();
        environment.put("PATH", path);
        environment.put("LANG", "C.UTF-8");
        environment.put("MLTWIN_NODE_ID", nodeId);
        environment.put("MLTWIN_NODE_SERVICE", settings.service().toString());
        environment.put("MLTWIN_NODE_FOLDER", home.toString());
        environment.put(NodeSettings.DISK, NodeSettings.ENCRYPTED);
        // next to the folder of all nodes: what one has prepared the others use
        environment.put(
                "MLTWIN_NODE_ENVIRONMENTS",
                settings.folder().resolveSibling("environments").toString());
        environment.put("SSL_CERT_FILE", settings.authorities().toString());
        environment.putAll(settings.variables());
        if (encryptedScratch) {
            environment.put("MLTWIN_NODE_SCRATCH", memoryFolder().toString());
        }
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            String key = Base64.getEncoder().encodeToString(diskKey.bytes());
            in.write((secret + "\n" + key + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        notePid(nodeId, process.pid());
        return process;
    }

    /** Notes the pid, which a node also says itself. */
    public void notePid(String nodeId, long pid) throws IOException {
        Path file = settings.folder().resolve(nodeId).resolve("pid");
        String text = pid + "\n";
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Path fresh = file.resolveSibling("pid.new");
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    public Liveness liveness(String nodeId) {
        Optional<Long> pid = pid(nodeId);
        if (pid.isEmpty()) {
            return Liveness.UNKNOWN;
        }
        return process(nodeId, pid.get()).isPresent() ? Liveness.ALIVE : Liveness.DEAD;
    }

    /** Ends the node, the script it runs and what that left, and removes the folder. */
    public void destroy(String nodeId) {
        pid(nodeId).flatMap(pid -> process(nodeId, pid)).ifPresent(process -> {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        });
        Path home = settings.folder().resolve(nodeId);
        RunLeftovers.kill(home.resolve("runs"));
        try {
            RunPlace.deleteOf(nodeId, memoryFolder());
            ScriptTree.delete(home);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Cannot remove the folder of a node, " + home + ": " + e.getMessage());
        }
    }

    private Path memoryFolder() {
        return Path.of(settings.variables().getOrDefault(MEMORY_FOLDER, SHARED_MEMORY));
    }

    /** The end of the node's log, for an error message. */
    public String logTail(String nodeId) {
        Path log = settings.folder().resolve(nodeId).resolve("node.log");
        try {
            String text = Files.isRegularFile(log) ? diskKey(nodeId).read(Files.readString(log)) : "";
            return text.length() <= LOG_TAIL
                    ? text.strip()
                    : text.substring(text.length() - LOG_TAIL).strip();
        } catch (IOException e) {
            return "(its log cannot be read: " + e.getMessage() + ")";
        }
    }

    private DiskKey diskKey(String nodeId) throws IOException {
        byte[] wrapped = Files.readAllBytes(settings.folder().resolve(nodeId).resolve(DISK_KEY));
        return DiskKey.of(settings.diskKeys().unwrap(nodeId, wrapped), random);
    }

    /** Node ids that have a folder. */
    public List<String> known() {
        if (!Files.isDirectory(settings.folder())) {
            return List.of();
        }
        try (Stream<Path> homes = Files.list(settings.folder())) {
            return homes.map(home -> home.getFileName().toString()).toList();
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Cannot list the nodes in " + settings.folder() + ": " + e.getMessage());
            return List.of();
        }
    }

    private Optional<Long> pid(String nodeId) {
        try {
            String text = Files.readString(settings.folder().resolve(nodeId).resolve("pid"))
                    .strip();
            return text.matches("[0-9]{1,10}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
        } catch (IOException none) {
            // no pid was noted: the caller treats that as unknown
            return Optional.empty();
        }
    }

    /** The process, unless it has ended or its pid now belongs to another program. */
    private static Optional<ProcessHandle> process(String nodeId, long pid) {
        String mark = "-Dmltwin.node=" + nodeId;
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .arguments()
                        .map(arguments -> List.of(arguments).contains(mark))
                        .orElse(true));
    }
}
