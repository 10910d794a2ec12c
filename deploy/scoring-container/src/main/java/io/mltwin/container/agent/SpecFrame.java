package io.mltwin.container.agent;

import io.mltwin.container.ContainerSpec;
import io.mltwin.container.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes the specification of a container as the header of a frame. */
final class SpecFrame {

    static final String TYPE = "start";
    private static final String FILE = "file.";
    private static final String VARIABLE = "variable.";
    private static final String PACKAGES = "packages";
    private static final String PACKAGES_KEY = "packagesKey";
    private static final String ARE_HERE = "areHere";

    /** Of {@code python3.13/site-packages}, whose files follow those of the container. */
    private static final Pattern PACKAGES_FOLDER = Pattern.compile("[a-z0-9.]+/site-packages");

    private SpecFrame() {}

    static Frame of(ContainerSpec spec) {
        Map<String, String> header = new LinkedHashMap<>();
        header.put("type", TYPE);
        header.put("kind", spec.kind().name());
        header.put("environment", spec.environment());
        header.put("timeoutMillis", Long.toString(spec.requestTimeout().toMillis()));
        if (spec.packages() != null) {
            header.put(PACKAGES, packagesRoot(spec).relativize(spec.packages()).toString());
            // which containers with the same packages share
            header.put(PACKAGES_KEY, packagesRoot(spec).toString());
        }
        spec.files().forEach((name, file) -> header.put(FILE + name, file.toString()));
        spec.variables().forEach((name, value) -> header.put(VARIABLE + name, value));
        return Frame.of(header);
    }

    /** Returns the folder of the packages' folder, which the version of Python names. */
    static Path packagesRoot(ContainerSpec spec) {
        return spec.packages().getParent().getParent();
    }

    static String packagesKey(Frame frame) {
        return frame.get(PACKAGES_KEY);
    }

    /** Says whether the agent has packages, or the service is to send them. */
    static Frame packagesAreHere(boolean areHere) {
        return Frame.of(Map.of("type", PACKAGES, ARE_HERE, Boolean.toString(areHere)));
    }

    /** Reads {@link #packagesAreHere} of an agent. */
    static boolean arePackagesHere(Frame frame) throws IOException {
        if (frame == null || !PACKAGES.equals(frame.get("type"))) {
            throw new IOException("it does not say whether it has the packages");
        }
        return Boolean.parseBoolean(frame.get(ARE_HERE));
    }

    static boolean hasPackages(Frame frame) {
        return frame.header().containsKey(PACKAGES);
    }

    /**
     * Returns the same for files that lie in another folder.
     *
     * @param packages folder of the packages' folder; null where there are none
     */
    static ContainerSpec read(Frame frame, Path folder, Path packages) {
        Map<String, Path> files = new HashMap<>();
        parts(frame, FILE).forEach((name, file) -> files.put(name, Path.of(file)));
        Duration timeout = Duration.ofMillis(Long.parseLong(frame.get("timeoutMillis")));
        return new ContainerSpec(
                ContainerSpec.Kind.valueOf(frame.get("kind")),
                folder,
                files,
                frame.get("environment"),
                packages == null ? null : packages.resolve(packagesFolder(frame)),
                parts(frame, VARIABLE),
                timeout,
                timeout,
                timeout);
    }

    private static String packagesFolder(Frame frame) {
        String folder = frame.get(PACKAGES);
        if (!PACKAGES_FOLDER.matcher(folder).matches() || folder.startsWith(".")) {
            throw new IllegalArgumentException("no folder of packages: " + folder);
        }
        return folder;
    }

    private static Map<String, String> parts(Frame frame, String prefix) {
        Map<String, String> found = new HashMap<>();
        frame.header().forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }
}
