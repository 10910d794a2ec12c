package io.mltwin.node.host;

import static io.mltwin.node.settings.NodeSettings.required;

import io.mltwin.node.host.DiskKey.HostDiskKeys;
import io.mltwin.node.settings.NodeSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The settings of a node host, in environment variables: {@code MLTWIN_HOST_SECRET} (a file),
 * {@code MLTWIN_HOST_FOLDER}, {@code MLTWIN_HOST_JAVA}, {@code MLTWIN_HOST_JAR}, {@code
 * MLTWIN_NODE_SERVICE}, {@code SSL_CERT_FILE}, and perhaps {@code MLTWIN_HOST_PEERS}, {@code
 * name:port} or {@code /socket:port} separated by commas, and {@code MLTWIN_HOST_READY}, a file that says that
 * compute-service has answered. What begins with {@code MLTWIN_NODE_} is handed on to nodes.
 */
public record HostSettings(String secret, NodeProcesses.Settings nodes, List<String> peers, Path ready) {

    private static final List<String> HANDED_ON = List.of(
            "MLTWIN_NODE_MEMORY",
            "MLTWIN_NODE_PROCESSES",
            "MLTWIN_NODE_READ_ONLY",
            "MLTWIN_NODE_HIDDEN",
            NodeSettings.PYTHON_INDEX,
            NodeProcesses.MEMORY_FOLDER);

    public static HostSettings of(Map<String, String> environment) throws IOException {
        Map<String, String> variables = new TreeMap<>(environment);
        variables.keySet().retainAll(HANDED_ON);
        String peers = environment.getOrDefault("MLTWIN_HOST_PEERS", "");
        if (!peers.isBlank()) {
            variables.put(NodeSettings.PORTS, peers.replaceAll("[^,:]*:", ""));
        }
        String secret = Files.readString(Path.of(required(environment, "MLTWIN_HOST_SECRET")))
                .strip();
        return new HostSettings(
                secret,
                new NodeProcesses.Settings(
                        Path.of(required(environment, "MLTWIN_HOST_FOLDER")),
                        Path.of(required(environment, "MLTWIN_HOST_JAVA")),
                        Path.of(required(environment, "MLTWIN_HOST_JAR")),
                        URI.create(required(environment, "MLTWIN_NODE_SERVICE")),
                        Path.of(required(environment, "SSL_CERT_FILE")),
                        variables,
                        new HostDiskKeys(secret, new SecureRandom())),
                Stream.of(peers.split(",")).filter(peer -> !peer.isBlank()).toList(),
                Path.of(environment.getOrDefault("MLTWIN_HOST_READY", "/tmp/ready")));
    }

    @Override
    public String toString() {
        return "node host of " + nodes.service() + " in " + nodes.folder();
    }
}
