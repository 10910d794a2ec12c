package io.mltwin.node.run;

import io.mltwin.node.calls.NodeHttp.JavaTrust;
import io.mltwin.node.environment.PythonEnvironments;
import io.mltwin.node.identity.IdentityEndpoint;
import io.mltwin.node.job.JobBody;
import io.mltwin.node.job.RunFolder;
import io.mltwin.node.sandbox.RunLeftovers;
import io.mltwin.node.sandbox.RunPlace;
import io.mltwin.node.settings.NodeSettings;
import io.mltwin.sandbox.SandboxNetwork;
import io.mltwin.sandbox.SandboxProcess;
import io.mltwin.sandbox.SandboxRequest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The user's script in a sandbox, in the run's folder, with the run's environment and nothing of
 * the node's.
 */
final class ScriptProcess {

    /** A run ends within two seconds of a cancel, of which a node hears within one. */
    private static final Duration GRACE = Duration.ofMillis(600);

    private final SandboxProcess process;
    private final Path folder;

    private ScriptProcess(SandboxProcess process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    static ScriptProcess start(
            JobBody.Command command,
            ManagementCode code,
            RunFolder folder,
            Map<String, String> environment,
            NodeSettings settings,
            RunPlace place,
            SandboxNetwork network,
            PythonEnvironments.Prepared prepared)
            throws IOException {
        List<Path> readOnly = new ArrayList<>(settings.readOnly());
        readOnly.add(Path.of(System.getProperty("java.home")));
        readOnly.add(folder.mount());
        readOnly.addAll(settings.python().readOnly());
        command.classPath().stream().map(ScriptProcess::folderOf).forEach(readOnly::add);
        Files.copy(settings.authorities(), folder.authorities(), StandardCopyOption.REPLACE_EXISTING);
        JavaTrust.write(settings.authorities(), folder);
        Map<String, String> variables = settings.python().variables(folder.path());
        if (settings.needsProxy(network)) {
            variables.put("PIP_PROXY", SandboxNetwork.PROXY);
        }
        variables.putAll(environment);
        SandboxRequest.Builder request = SandboxRequest.of(
                        folder.path(), code.commandLine(folder, commandLine(command, folder)))
                .readOnly(readOnly)
                .hidden(settings.hidden())
                .environment(variables)
                .limits(settings.limits())
                .network(network)
                .log(folder.driverLog());
        if (prepared.folder() != null) {
            request.readOnly(prepared.folder());
        }
        SandboxProcess process = place.sandbox().start(request.build());
        process.closeInput();
        return new ScriptProcess(process, folder.path());
    }

    /** An entry of a class path may end in an asterisk: all jars of a folder. */
    private static Path folderOf(String entry) {
        return Path.of(entry.replaceAll("/\\*$", ""));
    }

    /**
     * The variables of the run, those of the identity endpoint, and the few no process can do
     * without. The management code adds to them.
     */
    static Map<String, String> environment(
            JobBody job, RunFolder folder, IdentityEndpoint identity, Map<String, String> own) {
        Map<String, String> result = new TreeMap<>(job.environmentVariables());
        result.put("IDENTITY_ENDPOINT", identity.url());
        result.put("IDENTITY_HEADER", identity.secret());
        result.put("MSI_ENDPOINT", identity.url());
        result.put("MSI_SECRET", identity.secret());
        result.put("SSL_CERT_FILE", folder.authorities().toString());
        result.put("HOME", folder.path().toString());
        result.putIfAbsent("PATH", own.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin"));
        result.putIfAbsent("LANG", own.getOrDefault("LANG", "C.UTF-8"));
        // pip installs into HOME: what is the system's, no script can write
        result.putIfAbsent("PIP_BREAK_SYSTEM_PACKAGES", "1");
        result.putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
        if (job.command().isShell()) {
            // what an environment's image would have: its language and libraries at hand
            result.compute(
                    "PATH",
                    (name, path) -> Path.of(System.getProperty("java.home"), "bin") + File.pathSeparator + path);
            result.putIfAbsent(
                    "CLASSPATH", String.join(File.pathSeparator, job.command().classPath()));
        }
        return result;
    }

    static List<String> commandLine(JobBody.Command command, RunFolder folder) throws IOException {
        List<String> line = new ArrayList<>();
        if (command.isShell()) {
            line.add(command.interpreter());
            line.addAll(command.arguments());
            return line;
        }
        if (command.interpreter().equals("java")) {
            line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
            line.addAll(JavaTrust.options(folder));
            if (!command.classPath().isEmpty()) {
                line.addAll(List.of("-cp", String.join(File.pathSeparator, command.classPath())));
            }
        } else {
            line.addAll(List.of("python3", "-u"));
        }
        line.add(folder.relative(folder.inside(command.script())).toString());
        line.addAll(command.arguments());
        return line;
    }

    /** Returns the reason why the command cannot run, or null. */
    static String obstacle(JobBody.Command command, String searchPath, Predicate<Path> isVisible) {
        switch (command.interpreter()) {
            case "java":
                for (String entry : command.classPath()) {
                    if (!Files.exists(folderOf(entry))) {
                        return "the class path entry " + entry + " is missing";
                    }
                }
                return null;
            case "python3", "bash":
                return find(command.interpreter(), searchPath, isVisible).isPresent()
                        ? null
                        : "this machine has no " + command.interpreter();
            default:
                return "there is no interpreter " + command.interpreter();
        }
    }

    /** Finds a program in the folders of a search path that scripts see. */
    static Optional<Path> find(String program, String searchPath, Predicate<Path> isVisible) {
        return Stream.of(searchPath.split(File.pathSeparator))
                .map(Path::of)
                .filter(isVisible)
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    boolean waitFor(Duration time) throws InterruptedException {
        return process.process().waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    int exitCode() {
        return process.process().exitValue();
    }

    /** Returns what the script and all that it started use beyond their limits, or null. */
    String excess() throws IOException {
        return process.excess();
    }

    /** Ends what the script left running. */
    void endLeftovers() throws IOException {
        process.endLeftovers();
    }

    /** Asks the script to end (SIGTERM), waits a little, and ends it. */
    void end() throws IOException {
        process.terminate(GRACE);
        kill();
    }

    /** Ends the script and everything it started. */
    void kill() throws IOException {
        process.kill();
        RunLeftovers.kill(folder);
    }
}
