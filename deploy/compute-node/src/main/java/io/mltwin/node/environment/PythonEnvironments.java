package io.mltwin.node.environment;

import io.mltwin.encoding.Sha256;
import io.mltwin.node.calls.NodeHttp;
import io.mltwin.node.calls.StorageCalls;
import io.mltwin.node.data.DriverLog;
import io.mltwin.node.environment.SystemPython.PythonVersion;
import io.mltwin.node.image.EnvironmentImages;
import io.mltwin.node.image.PipRequirements;
import io.mltwin.node.job.JobBody;
import io.mltwin.node.job.PreparationException;
import io.mltwin.node.sandbox.RunPlace;
import io.mltwin.node.settings.NodeSettings;
import io.mltwin.sandbox.SandboxRequest.MountSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The Python environments of a machine: one for each workspace and content hash, made once under a
 * lock across its nodes. One that was not finished has no marker, and is made again. Where the
 * workspace has a container registry, one node of all machines builds an environment and pushes its
 * image ({@code azureml/azureml_{hash}:latest}), and the others take it from there.
 */
public final class PythonEnvironments {

    private static final int KEY_LENGTH = 32;
    private static final long LOOK_MILLIS = 100;
    private static final String IN_MEMORY = ".environments";

    private final NodeSettings settings;
    private final RunPlace place;
    private final Clock clock;
    private final EnvironmentImages images;
    private volatile PythonBuild build;
    private volatile DriverLog log;

    /** Environments of which there are no images. */
    public PythonEnvironments(NodeSettings settings, RunPlace place, Clock clock) {
        this(settings, place, clock, EnvironmentImages.NONE);
    }

    public PythonEnvironments(NodeSettings settings, RunPlace place, Clock clock, EnvironmentImages images) {
        this.settings = settings;
        this.place = place;
        this.clock = clock;
        this.images = images;
    }

    /**
     * A prepared environment.
     *
     * @param folder of the virtual environment; null where nothing is installed
     */
    public record Prepared(MountSource folder) {

        static final Prepared NOTHING = new Prepared(null);

        /** Sets what activating a virtual environment sets. */
        public void activate(Map<String, String> variables) {
            if (folder != null) {
                variables.put("VIRTUAL_ENV", folder.path().toString());
                variables.merge("PATH", folder.path().resolve("bin").toString(), (old, bin) -> bin + ":" + old);
            }
        }
    }

    /** The log of the build, also of one that failed; empty where nothing was asked. */
    public Optional<DriverLog> log() {
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
    public Prepared prepare(
            JobBody.Environment environment, Path python, Consumer<String> steps, BooleanSupplier isCanceled)
            throws IOException, InterruptedException, PreparationException {
        environment.notes().forEach(note -> steps.accept("  " + note));
        if (environment.requirements().isEmpty() && environment.pythonVersion() == null) {
            return Prepared.NOTHING;
        }
        SystemPython system = SystemPython.read(python);
        requireVersion(environment.pythonVersion(), system.version(), steps);
        if (environment.requirements().isEmpty()) {
            return Prepared.NOTHING;
        }
        PipRequirements pip = PipRequirements.of(environment.requirements());
        pip.requireIndex(settings.python().index());
        Map<String, Object> facts = facts(environment, pip.shown(), system);
        String key = key(facts);
        Path root = Files.createDirectories(root());
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
        log = new DriverLog(root.resolve(key + ".log"), clock);
        build = new PythonBuild(settings, place, root.resolve(key), log);
        try (FileChannel channel = FileChannel.open(
                        root.resolve(key + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(channel, steps, isCanceled)) {
            if (lock != null) {
                new EnvironmentProvision(
                                new EnvironmentProvision.Asked(key, environment, system, facts, steps, isCanceled),
                                build,
                                root,
                                images,
                                clock)
                        .provide();
            }
        } catch (StorageCalls.RefusedException e) {
            throw new PreparationException(e.getMessage());
        } finally {
            build = null;
        }
        return isCanceled.getAsBoolean()
                ? Prepared.NOTHING
                : new Prepared(MountSource.of(root.resolve(key).resolve(PythonBuild.ENVIRONMENT)));
    }

    /** Ends a build that goes on. */
    public void kill() throws IOException {
        PythonBuild running = build;
        if (running != null) {
            running.kill();
        }
    }

    /** Waits for another run that prepares the same; null for a run that is canceled meanwhile. */
    private static FileLock lock(FileChannel channel, Consumer<String> steps, BooleanSupplier isCanceled)
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
            throw new PreparationException("python" + asked + " is asked for, and this node has Python " + present);
        }
        steps.accept("  python" + asked + " is asked for; this node has Python " + present);
    }

    private static String key(Map<String, Object> facts) throws IOException {
        return Sha256.hex(NodeHttp.JSON.writeValueAsBytes(facts)).substring(0, KEY_LENGTH);
    }

    /** Returns the facts by which two environments are the same. */
    private static Map<String, Object> facts(JobBody.Environment environment, List<String> shown, SystemPython system) {
        return new TreeMap<>(Map.of(
                "workspaceId",
                String.valueOf(environment.workspaceId()),
                "python",
                system.version(),
                "system",
                system.digest(),
                "image",
                String.valueOf(environment.image()),
                "requirements",
                shown,
                "variables",
                new TreeMap<>(environment.variables())));
    }

    /**
     * Lies where the users of scripts can go, as the folders of runs do; on an encrypted scratch
     * disk where the node has one.
     */
    private Path root() throws IOException {
        if (settings.scratch() != null) {
            return place.runs().resolve(IN_MEMORY);
        }
        if (place.runs().startsWith(settings.folder())) {
            return settings.python().folder();
        }
        Object me = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        Path shared = Path.of(System.getProperty("java.io.tmpdir")).resolve("mltwin-environments-" + me);
        Files.createDirectories(shared);
        if (!Files.getAttribute(shared, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(me)) {
            throw new IOException(shared + " belongs to another user");
        }
        return shared;
    }
}
