package io.mltwin.container.agent;

import io.mltwin.container.ContainerSpec;
import io.mltwin.container.Frame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a container is started with, as the header of a frame. */
final class SpecFrame {

    static final String TYPE = "start";
    private static final String FILE = "file.";
    private static final String VARIABLE = "variable.";

    private SpecFrame() {}

    static Frame of(ContainerSpec spec) {
        Map<String, String> header = new LinkedHashMap<>();
        header.put("type", TYPE);
        header.put("kind", spec.kind().name());
        header.put("environment", spec.environment());
        header.put("timeoutMillis", Long.toString(spec.requestTimeout().toMillis()));
        spec.files().forEach((name, file) -> header.put(FILE + name, file.toString()));
        spec.variables().forEach((name, value) -> header.put(VARIABLE + name, value));
        return Frame.of(header);
    }

    /** Returns the same for files that lie in another folder. */
    static ContainerSpec read(Frame frame, Path folder) {
        Map<String, Path> files = new HashMap<>();
        parts(frame, FILE).forEach((name, file) -> files.put(name, Path.of(file)));
        Duration timeout = Duration.ofMillis(Long.parseLong(frame.get("timeoutMillis")));
        return new ContainerSpec(
                ContainerSpec.Kind.valueOf(frame.get("kind")),
                folder,
                files,
                frame.get("environment"),
                parts(frame, VARIABLE),
                timeout,
                timeout,
                timeout);
    }

    private static Map<String, String> parts(Frame frame, String prefix) {
        Map<String, String> found = new HashMap<>();
        frame.header()
                .forEach(
                        (name, value) -> {
                            if (name.startsWith(prefix)) {
                                found.put(name.substring(prefix.length()), value);
                            }
                        });
        return found;
    }
}
