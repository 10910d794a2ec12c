package io.mltwin.node.environment;

import io.mltwin.node.data.DriverLog;
import io.mltwin.node.image.EnvironmentLayer;
import io.mltwin.node.image.PipRequirements;
import io.mltwin.node.job.PreparationException;
import io.mltwin.node.sandbox.RunLeftovers;
import io.mltwin.node.sandbox.RunPlace;
import io.mltwin.node.settings.NodeSettings;
import io.mltwin.node.settings.PythonSettings;
import io.mltwin.sandbox.SandboxNetwork;
import io.mltwin.sandbox.SandboxProcess;
import io.mltwin.sandbox.SandboxRequest;
import io.mltwin.sandbox.ScriptTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Builds one virtual environment on top of the system's packages, with pip, in a sandbox as scripts
 * have it: a package's setup script is a user's code. Its network leads to package indexes and the
 * platform, and it has no secret.
 */
final class PythonBuild {

    /** The folder of the virtual environment in that of the build. */
    static final String ENVIRONMENT = "venv";

    private static final String REQUIREMENTS = "requirements.txt";
    private static final String TEMPORARY = "tmp";
    private static final String COMMANDS = """
            set -e
            "$1" -m venv --system-site-packages --without-pip venv
            pip --version
            venv/bin/python -m pip install --requirement requirements.txt
            """;
    private static final String LAYER = "layer.tar.gz";

    /** The links to Python are the machine's own; what does not compile, pip leaves so too. */
    private static final String UNPACK = """
            set -e
            "$1" -m venv --system-site-packages --without-pip venv
            tar --extract --gzip --file=layer.tar.gz --directory=venv --strip-components=2 \
                --no-same-owner --no-same-permissions \
                --exclude="$2/pyvenv.cfg" --exclude="$2/bin/python" --exclude="$2/bin/python3" --exclude="$2/bin/python3.[0-9]*"
            rm layer.tar.gz
            venv/bin/python -m compileall -q venv/lib || true
            """;

    private static final long LOOK_MILLIS = 100;
    private static final int MOST_LINES = 20;

    private final NodeSettings settings;
    private final RunPlace place;
    private final Path folder;
    private final DriverLog log;
    private volatile SandboxProcess process;

    PythonBuild(NodeSettings settings, RunPlace place, Path folder, DriverLog log) {
        this.settings = settings;
        this.place = place;
        this.folder = folder;
        this.log = log;
    }

    /** Returns when the environment is whole, or when the run is canceled. */
    void run(Path python, List<String> requirements, BooleanSupplier isCanceled)
            throws IOException, InterruptedException, PreparationException {
        clear();
        Files.createDirectories(folder.resolve(TEMPORARY));
        PipRequirements pip = PipRequirements.of(requirements);
        Files.write(folder.resolve(REQUIREMENTS), pip.lines());
        Files.write(folder.resolve(".netrc"), pip.netrc());
        SandboxNetwork network = place.sandbox().network(settings.ports(), settings.packageHosts());
        execute(request(python, COMMANDS, List.of(), network), isCanceled);
    }

    /**
     * Returns when an environment is unpacked and compiled, or when the run is canceled.
     *
     * @param layer of its image; it is moved
     * @param home its place in the image
     */
    void unpack(Path python, Path layer, String home, BooleanSupplier isCanceled)
            throws IOException, InterruptedException, PreparationException {
        clear();
        Files.createDirectories(folder.resolve(TEMPORARY));
        Files.move(layer, folder.resolve(LAYER));
        execute(request(python, UNPACK, List.of(home.substring(1)), SandboxNetwork.NONE), isCanceled);
        if (!isCanceled.getAsBoolean()) {
            EnvironmentLayer.settle(folder.resolve(ENVIRONMENT), home);
        }
    }

    private void execute(SandboxRequest request, BooleanSupplier isCanceled)
            throws IOException, InterruptedException, PreparationException {
        Files.deleteIfExists(log.file());
        process = place.sandbox().start(request);
        process.closeInput();
        String obstacle = await(isCanceled);
        process.endLeftovers();
        request.network().close();
        RunLeftovers.kill(folder);
        if (isCanceled.getAsBoolean() || obstacle != null) {
            clear();
        }
        if (isCanceled.getAsBoolean()) {
            return;
        }
        if (obstacle != null) {
            throw new PreparationException(obstacle);
        }
        ScriptTree.settle(folder, ENVIRONMENT);
    }

    void kill() throws IOException {
        SandboxProcess running = process;
        if (running != null) {
            running.kill();
            RunLeftovers.kill(folder);
        }
    }

    private SandboxRequest request(Path python, String commands, List<String> further, SandboxNetwork network)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", commands, "sh", python.toString()));
        command.addAll(further);
        List<Path> readOnly = new ArrayList<>(settings.readOnly());
        readOnly.addAll(settings.python().readOnly());
        Map<String, String> variables = settings.python().variables(folder);
        variables.put("HOME", folder.toString());
        variables.put("TMPDIR", folder.resolve(TEMPORARY).toString());
        variables.put(
                "PATH", folder.resolve(ENVIRONMENT) + "/bin:" + python.getParent() + ":/usr/local/bin:/usr/bin:/bin");
        variables.put("LANG", "C.UTF-8");
        if (settings.needsProxy(network)) {
            variables.putAll(PythonSettings.proxy());
        }
        return SandboxRequest.of(folder, command)
                .readOnly(readOnly)
                .hidden(settings.hidden())
                .environment(variables)
                .limits(settings.limits())
                .network(network)
                .log(log.file())
                .build();
    }

    /** Returns what went wrong, or null. */
    private String await(BooleanSupplier isCanceled) throws IOException, InterruptedException {
        while (!process.process().waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (isCanceled.getAsBoolean()) {
                process.kill();
                return null;
            }
            if (log.size() > DriverLog.MAX_BYTES) {
                process.kill();
                return "its log is longer than " + DriverLog.MAX_BYTES + " bytes";
            }
            String excess = process.excess();
            if (excess != null) {
                process.kill();
                return "it needs " + excess;
            }
        }
        return process.process().exitValue() == 0 ? null : reason();
    }

    /** Returns pip's own words: its errors, or the end of its log. */
    private String reason() throws IOException {
        List<String> lines =
                new String(log.end(), StandardCharsets.UTF_8).lines().toList();
        List<String> errors =
                lines.stream().filter(line -> line.startsWith("ERROR:")).toList();
        List<String> told = errors.isEmpty() ? lines : errors;
        return String.join("\n", told.subList(Math.max(0, told.size() - MOST_LINES), told.size()));
    }

    private void clear() throws IOException {
        RunLeftovers.kill(folder);
        ScriptTree.delete(folder);
    }
}
