package io.mltwin.node;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What compute-service starts a node with, all in environment variables: {@code MLTWIN_NODE_ID},
 * {@code MLTWIN_NODE_SECRET}, {@code MLTWIN_NODE_SERVICE}, {@code MLTWIN_NODE_FOLDER}, {@code
 * SSL_CERT_FILE}.
 *
 * @param patience how long the node goes on without reaching compute-service
 */
record NodeSettings(
        String nodeId,
        String secret,
        URI service,
        Path folder,
        Path authorities,
        Duration patience,
        Duration heartbeat,
        Duration logUpload) {

    static NodeSettings of(Map<String, String> environment) {
        return new NodeSettings(
                required(environment, "MLTWIN_NODE_ID"),
                required(environment, "MLTWIN_NODE_SECRET"),
                URI.create(required(environment, "MLTWIN_NODE_SERVICE")),
                Path.of(required(environment, "MLTWIN_NODE_FOLDER")).toAbsolutePath().normalize(),
                Path.of(required(environment, "SSL_CERT_FILE")).toAbsolutePath(),
                Duration.ofMinutes(10),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5));
    }

    Path runs() {
        return folder.resolve("runs");
    }

    private static String required(Map<String, String> environment, String name) {
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
