package io.mltwin.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One command to start in a sandbox.
 *
 * @param command program and arguments; a program without a slash is looked for in {@code PATH} of
 *     the environment, inside the sandbox
 * @param folder where the command starts and may write; with everything in it, it is given to the
 *     sandbox's own user where it has one
 * @param readOnly files and folders it may read, in addition to those of the system
 * @param hidden folders it must not see even where they lie in a folder it may read
 * @param environment all of its environment; a name is letters, digits and underscores
 * @param network where it runs; left out, one that leads nowhere
 * @param log a file to which output and errors are appended, or null: then both are pipes; it is
 *     given to that user as well, and lies outside of the folder
 */
public record SandboxRequest(
        List<String> command,
        Path folder,
        List<Path> readOnly,
        List<Path> hidden,
        Map<String, String> environment,
        SandboxLimits limits,
        SandboxNetwork network,
        Path log) {

    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    public SandboxRequest {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a sandbox needs a command");
        }
        command = List.copyOf(command);
        folder = folder.toAbsolutePath().normalize();
        readOnly =
                readOnly.stream().map(path -> path.toAbsolutePath().normalize()).toList();
        hidden = hidden.stream().map(path -> path.toAbsolutePath().normalize()).toList();
        environment.forEach(SandboxRequest::requireVariable);
        environment = Map.copyOf(environment);
    }

    public static Builder of(Path folder, List<String> command) {
        return new Builder(folder, command);
    }

    /** Returns the same request with a folder that it may read, first among those of programs. */
    SandboxRequest withPrograms(Path programs) {
        return of(folder, command)
                .readOnly(readOnly)
                .readOnly(List.of(programs))
                .hidden(hidden)
                .environment(environment)
                .environment(Map.of("PATH", programs + ":" + environment.getOrDefault("PATH", DEFAULT_PATH)))
                .limits(limits)
                .network(network)
                .log(log)
                .build();
    }

    private static void requireVariable(String name, String value) {
        if (!NAME.matcher(name).matches() || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not an environment variable: " + name);
        }
    }

    /** Values of an environment are often secrets. */
    @Override
    public String toString() {
        return "sandbox of " + folder;
    }

    /** Builds a request step by step. */
    public static final class Builder {
        private final List<String> command;
        private final Path folder;
        private final List<Path> readOnly = new ArrayList<>();
        private final List<Path> hidden = new ArrayList<>();
        private final Map<String, String> environment = new TreeMap<>();
        private SandboxLimits limits = SandboxLimits.DEFAULT;
        private SandboxNetwork network = SandboxNetwork.NONE;
        private Path log;

        private Builder(Path folder, List<String> command) {
            this.folder = folder;
            this.command = command;
        }

        public Builder readOnly(List<Path> paths) {
            readOnly.addAll(paths);
            return this;
        }

        /** Shows what a build made. */
        public Builder readOnly(MountSource built) {
            readOnly.add(built.path());
            return this;
        }

        public Builder hidden(List<Path> paths) {
            hidden.addAll(paths);
            return this;
        }

        public Builder environment(Map<String, String> variables) {
            environment.putAll(variables);
            return this;
        }

        public Builder limits(SandboxLimits most) {
            limits = most;
            return this;
        }

        public Builder network(SandboxNetwork shared) {
            network = shared;
            return this;
        }

        public Builder log(Path file) {
            log = file;
            return this;
        }

        public SandboxRequest build() {
            return new SandboxRequest(command, folder, readOnly, hidden, environment, limits, network, log);
        }
    }

    /**
     * A folder that a build made, as sandboxes may show it: {@link ScriptTree#settle} took it from the
     * build, and since then only this process's user can give its name to something else.
     */
    public record MountSource(Path path) {

        /** Of the mode of a file: its type, and whether its group and others may write. */
        private static final int CHECKED = 0170022;

        private static final int FOLDER = 0040000;

        /**
         * Returns the folder as a source.
         *
         * @throws IOException when it, or what it lies in, is a link or can be changed by others
         */
        public static MountSource of(Path folder) throws IOException {
            Path path = folder.toAbsolutePath().normalize();
            Object me = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            for (Path each : List.of(path, path.getParent())) {
                Map<String, Object> is = Files.readAttributes(each, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
                if (!is.get("uid").equals(me) || ((int) is.get("mode") & CHECKED) != FOLDER) {
                    throw new IOException(each + " is not a folder of the platform alone");
                }
            }
            return new MountSource(path);
        }
    }
}
