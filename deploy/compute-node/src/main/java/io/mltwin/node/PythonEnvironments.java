package io.mltwin.node;

import io.mltwin.encoding.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The Python environments of a machine: one for each workspace and content hash, built once under a
 * lock across nodes. One that was not finished has no marker, and is built again.
 */
final class PythonEnvironments {

    private static final int KEY_LENGTH = 40;
    private static final long LOOK_MILLIS = 100;
    private static final String MARKER = ".json";
    private static final String VERSION = "import platform; print(platform.python_version())";

    private final NodeSettings settings;
    private final RunPlace place;
    private final Clock clock;
    private volatile PythonBuild build;
    private Path log;

    PythonEnvironments(NodeSettings settings, RunPlace place, Clock clock) {
        this.settings = settings;
        this.place = place;
        this.clock = clock;
    }

    /** An environment cannot be prepared; the message is for the user. */
    static final class PreparationException extends Exception {
        PreparationException(String message) {
            super(message);
        }
    }

    /**
     * A prepared environment.
     *
     * @param folder of the virtual environment; null where nothing is installed
     */
    record Prepared(Path folder) {

        static final Prepared NOTHING = new Prepared(null);

        /** Sets what activating a virtual environment sets. */
        void activate(Map<String, String> variables) {
            if (folder != null) {
                variables.put("VIRTUAL_ENV", folder.toString());
                variables.merge(
                        "PATH", folder.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
            }
        }
    }

    /** Where the log of the build lies, also of one that failed; empty where nothing was asked. */
    Optional<Path> log() {
        return Optional.ofNullable(log);
    }

    /**
     * Prepares an environment, or finds it prepared.
     *
     * @param python the interpreter of the machine
     * @param steps takes what is done
     * @param isCanceled whether the run is to end
     * @throws PreparationException where the machine or the index cannot give what is asked for
     */
    Prepared prepare(
            JobBody.Environment environment,
            Path python,
            Consumer<String> steps,
            BooleanSupplier isCanceled)
            throws IOException, InterruptedException, PreparationException {
        environment.notes().forEach(note -> steps.accept("  " + note));
        if (environment.requirements().isEmpty() && environment.pythonVersion() == null) {
            return Prepared.NOTHING;
        }
        String version = version(python);
        requireVersion(environment.pythonVersion(), version, steps);
        if (environment.requirements().isEmpty()) {
            return Prepared.NOTHING;
        }
        String key = key(environment, version);
        log = file(key, ".log");
        Files.createDirectories(root());
        Files.setPosixFilePermissions(root(), PosixFilePermissions.fromString("rwx--x--x"));
        try (FileChannel channel =
                        FileChannel.open(
                                file(key, ".lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = lock(channel, steps, isCanceled)) {
            if (lock != null && !isPrepared(key, steps)) {
                build(key, environment, python, version, steps, isCanceled);
            }
        }
        return new Prepared(root().resolve(key).resolve(PythonBuild.ENVIRONMENT));
    }

    /** Ends a build that goes on. */
    void kill() throws IOException {
        PythonBuild running = build;
        if (running != null) {
            running.kill();
        }
    }

    private boolean isPrepared(String key, Consumer<String> steps) throws IOException {
        boolean isPrepared =
                Files.exists(file(key, MARKER)) && Files.isDirectory(root().resolve(key));
        if (isPrepared) {
            steps.accept("  The environment " + key + " is prepared already: nothing is built");
        }
        return isPrepared;
    }

    private void build(
            String key,
            JobBody.Environment environment,
            Path python,
            String version,
            Consumer<String> steps,
            BooleanSupplier isCanceled)
            throws IOException, InterruptedException, PreparationException {
        steps.accept(
                "  pip installs "
                        + environment.requirements().size()
                        + " requirements into the environment "
                        + key);
        build = new PythonBuild(settings, place, root().resolve(key), log);
        try {
            build.run(python, environment.requirements(), isCanceled);
        } finally {
            build = null;
        }
        if (isCanceled.getAsBoolean()) {
            return;
        }
        Path fresh = file(key, ".new");
        Map<String, Object> facts = new TreeMap<>(facts(environment, version));
        facts.put("built", clock.instant().toString());
        Files.write(fresh, NodeHttp.JSON.writeValueAsBytes(facts));
        Files.move(fresh, file(key, MARKER), StandardCopyOption.ATOMIC_MOVE);
        steps.accept("  The environment " + key + " is built");
    }

    /** Waits for another run that prepares the same; null for a run that is canceled meanwhile. */
    private static FileLock lock(
            FileChannel channel, Consumer<String> steps, BooleanSupplier isCanceled)
            throws IOException, InterruptedException {
        boolean waits = false;
        while (!isCanceled.getAsBoolean()) {
            FileLock lock = tryLock(channel);
            if (lock != null) {
                return lock;
            }
            if (!waits) {
                steps.accept("  Another run prepares this environment, which is waited for");
                waits = true;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return null;
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // this process has it
            return null;
        }
    }

    private static void requireVersion(String asked, String present, Consumer<String> steps)
            throws PreparationException {
        if (asked == null) {
            return;
        }
        if (!PythonVersion.accepts(asked, present)) {
            throw new PreparationException(
                    "python" + asked + " is asked for, and this node has Python " + present);
        }
        steps.accept("  python" + asked + " is asked for; this node has Python " + present);
    }

    private static String key(JobBody.Environment environment, String version) throws IOException {
        return Sha256.hex(
                        NodeHttp.JSON.writeValueAsBytes(new TreeMap<>(facts(environment, version))))
                .substring(0, KEY_LENGTH);
    }

    /** What makes two environments the same. */
    private static Map<String, Object> facts(JobBody.Environment environment, String version) {
        return Map.of(
                "workspaceId", String.valueOf(environment.workspaceId()),
                "python", version,
                "requirements", environment.requirements());
    }

    private Path file(String key, String suffix) throws IOException {
        return root().resolve(key + suffix);
    }

    /** Lies where the users of scripts can go, as the folders of runs do. */
    private Path root() throws IOException {
        if (place.runs().startsWith(settings.folder())) {
            return settings.python().folder();
        }
        Object me = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        Path shared =
                Path.of(System.getProperty("java.io.tmpdir")).resolve("mltwin-environments-" + me);
        Files.createDirectories(shared);
        if (!Files.getAttribute(shared, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(me)) {
            throw new IOException(shared + " belongs to another user");
        }
        return shared;
    }

    private static String version(Path python) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(python.toString(), "-I", "-c", VERSION).start();
        String said =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                        .strip();
        if (!process.waitFor(10, TimeUnit.SECONDS) || !said.matches("[0-9]+\\.[0-9.]+\\w*")) {
            throw new IOException(python + " does not tell its version");
        }
        return said;
    }
}
