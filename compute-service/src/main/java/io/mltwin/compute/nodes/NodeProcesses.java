package io.mltwin.compute.nodes;

import io.mltwin.compute.ComputeConfig;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.ServiceName;
import io.mltwin.platform.reset.Resettable;
import jakarta.inject.Singleton;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The processes that play the nodes of clusters, each with a folder {@code nodes/{nodeId}} of this
 * service's data: its pid, its log, its runs. They outlive this service.
 */
@Singleton
class NodeProcesses implements Resettable {

    private static final Logger LOG = Logger.getLogger(NodeProcesses.class);
    private static final int LOG_TAIL = 600;

    private final ComputeConfig config;
    private final Path folder;
    private final Path authorities;
    private final String service;

    NodeProcesses(ComputeConfig config, PlatformConfig platform, Addresses addresses) {
        this.config = config;
        this.folder = platform.dataDir().toAbsolutePath().normalize().resolve("nodes");
        this.authorities = platform.trustDir().toAbsolutePath().resolve("ca.pem");
        this.service = addresses.address(ServiceName.COMPUTE);
    }

    /** Whether the process of a node is there; UNKNOWN when no pid was noted. */
    enum Liveness {
        ALIVE,
        DEAD,
        UNKNOWN
    }

    void start(String nodeId, NodeSecret secret) throws IOException {
        Path home = Files.createDirectories(folder.resolve(nodeId));
        ProcessBuilder builder =
                new ProcessBuilder(
                                config.javaHome().resolve("bin").resolve("java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx48m",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-Dmltwin.node=" + nodeId,
                                "-jar",
                                config.nodeJar().toAbsolutePath().toString())
                        .directory(home.toFile())
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("node.log").toFile());
        Map<String, String> environment = builder.environment();
        String path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        environment.clear();
        environment.put("PATH", path);
        environment.put("LANG", "C.UTF-8");
        environment.put("MLTWIN_NODE_ID", nodeId);
        environment.put("MLTWIN_NODE_SECRET", secret.value());
        environment.put("MLTWIN_NODE_SERVICE", service);
        environment.put("MLTWIN_NODE_FOLDER", home.toString());
        environment.put("SSL_CERT_FILE", authorities.toString());
        notePid(nodeId, builder.start().pid());
    }

    /** Notes the pid, which a node also says itself. */
    void notePid(String nodeId, long pid) throws IOException {
        Path file = folder.resolve(nodeId).resolve("pid");
        String text = pid + "\n";
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Path fresh = file.resolveSibling("pid.new");
            Files.writeString(fresh, text);
            Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        }
    }

    Liveness liveness(String nodeId) {
        Optional<Long> pid = pid(nodeId);
        if (pid.isEmpty()) {
            return Liveness.UNKNOWN;
        }
        return process(nodeId, pid.get()).isPresent() ? Liveness.ALIVE : Liveness.DEAD;
    }

    /** Ends the node, the script it runs and what that left, and removes the folder. */
    void destroy(String nodeId) {
        pid(nodeId)
                .flatMap(pid -> process(nodeId, pid))
                .ifPresent(
                        process -> {
                            List<ProcessHandle> children = process.descendants().toList();
                            process.destroyForcibly();
                            children.forEach(ProcessHandle::destroyForcibly);
                        });
        Path home = folder.resolve(nodeId);
        ProcessHandle.allProcesses()
                .filter(process -> isAtHome(process, home))
                .forEach(ProcessHandle::destroyForcibly);
        delete(home);
    }

    /** The rows are gone, so are the runs: every node ends with the script it runs. */
    @Override
    public void clear() {
        known().forEach(this::destroy);
    }

    /** The end of the node's log, for an error message. */
    String logTail(String nodeId) {
        Path log = folder.resolve(nodeId).resolve("node.log");
        try {
            String text = Files.isRegularFile(log) ? Files.readString(log) : "";
            return text.length() <= LOG_TAIL
                    ? text.strip()
                    : text.substring(text.length() - LOG_TAIL).strip();
        } catch (IOException e) {
            return "(its log cannot be read: " + e.getMessage() + ")";
        }
    }

    /** Node ids that have a folder. */
    List<String> known() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> homes = Files.list(folder)) {
            return homes.map(home -> home.getFileName().toString()).toList();
        } catch (IOException e) {
            LOG.warnf("Cannot list the nodes in %s: %s", folder, e.getMessage());
            return List.of();
        }
    }

    private Optional<Long> pid(String nodeId) {
        try {
            String text = Files.readString(folder.resolve(nodeId).resolve("pid")).strip();
            return text.matches("[0-9]{1,10}")
                    ? Optional.of(Long.parseLong(text))
                    : Optional.empty();
        } catch (IOException none) {
            // no pid was noted: the caller treats that as unknown
            return Optional.empty();
        }
    }

    /** The process, unless it has ended or its pid now belongs to another program. */
    private static Optional<ProcessHandle> process(String nodeId, long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(
                        process ->
                                process.info()
                                        .arguments()
                                        .map(
                                                arguments ->
                                                        List.of(arguments)
                                                                .contains(
                                                                        "-Dmltwin.node=" + nodeId))
                                        .orElse(true));
    }

    /** A script has the folder of its run as HOME, which also finds what a killed node left. */
    private static boolean isAtHome(ProcessHandle process, Path home) {
        try {
            byte[] environment =
                    Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "environ"));
            for (String variable : new String(environment, StandardCharsets.UTF_8).split("\0")) {
                if (variable.startsWith("HOME=")
                        && Path.of(variable.substring(5)).startsWith(home)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            // ended meanwhile, or another user's: none of ours
            return false;
        }
    }

    private static void delete(Path home) {
        if (!Files.exists(home)) {
            return;
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warnf("Cannot remove the folder of a node, %s: %s", home, e.getMessage());
        }
    }
}
