package io.mltwin.container.process;

import io.mltwin.container.ContainerSpec;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command line of a container's process, on the machine where it runs. */
public final class ContainerCommand {

    private static final String NATIVE = "target/onnxruntime/ai/onnxruntime/native";
    private static final String PYTHON = "python3";

    /**
     * Python's modules lie in the jar; those that a script brings, or its environment, come first.
     */
    private static final String PYTHON_MAIN =
            "import sys; sys.path.append(sys.argv.pop(1)); sys.dont_write_bytecode = True;"
                    + " from container_host import main; sys.exit(main(sys.argv[1:]))";

    /** The same with what pip installed, which is found before the rest is imported. */
    private static final String PYTHON_MAIN_WITH_PACKAGES = PYTHON_MAIN.replace(
            " from container_host",
            " from installed_packages import add; add(sys.argv.pop(1)); from" + " container_host");

    private final Path javaHome;
    private final Path environments;

    /**
     * @param javaHome of a JDK
     * @param environments the folder of the curated environments
     */
    public ContainerCommand(Path javaHome, Path environments) {
        this.javaHome = javaHome;
        this.environments = environments;
    }

    /**
     * Returns the command for the files of {@code folder}, which need not be where the spec has
     * them.
     */
    List<String> line(ContainerSpec spec, Path folder) {
        List<String> line = inFolderOfScript(spec, folder);
        if (spec.kind() == ContainerSpec.Kind.PYTHON) {
            line.addAll(python(spec));
        } else {
            line.addAll(java(spec, folder));
        }
        for (String name : List.of("script", "model-dir", "onnx", "labels")) {
            if (spec.files().containsKey(name)) {
                line.addAll(List.of("--" + name, folder.resolve(spec.files().get(name)) + ""));
            }
        }
        if (spec.kind() == ContainerSpec.Kind.ONNX) {
            line.addAll(List.of("--timeout-ms", "" + spec.requestTimeout().toMillis()));
        }
        return line;
    }

    /** A script starts in its own folder. */
    private static List<String> inFolderOfScript(ContainerSpec spec, Path folder) {
        Path script = spec.files().get("script");
        return script == null
                ? new ArrayList<>()
                : new ArrayList<>(List.of(
                        "/bin/sh",
                        "-c",
                        "cd \"$1\" && shift && exec \"$@\"",
                        "sh",
                        folder.resolve(script).getParent().toString()));
    }

    private static List<String> python(ContainerSpec spec) {
        String modules = hostJar() + "/python";
        return spec.packages() == null
                ? List.of(PYTHON, "-c", PYTHON_MAIN, modules)
                : List.of(
                        PYTHON,
                        "-c",
                        PYTHON_MAIN_WITH_PACKAGES,
                        modules,
                        spec.packages().toString());
    }

    private List<String> java(ContainerSpec spec, Path folder) {
        List<String> line = new ArrayList<>(List.of(
                javaHome.resolve("bin/java").toString(),
                // the second compiler begins late: not in a start
                "-XX:CICompilerCount=2",
                "-XX:Tier4InvocationThreshold=20000",
                "-XX:Tier4MinInvocationThreshold=5000",
                "-XX:Tier4CompileThreshold=40000",
                "-XX:Tier4BackEdgeThreshold=400000",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                // the end of a JVM that a model crashed is told on the log
                "-XX:+DisplayVMOutputToStderr",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=/dev/null",
                "-Djava.io.tmpdir=" + temporary(folder)));
        Path libraries = environment(spec).resolve(NATIVE).resolve(platform());
        if (Files.isDirectory(libraries)) {
            // Else ONNX Runtime unpacks 20 MB at each start.
            line.add("-Donnxruntime.native.path=" + libraries);
        }
        line.addAll(List.of(
                "-cp",
                hostJar() + File.pathSeparator + environment(spec) + "/target/libs/*",
                ContainerHost.class.getName()));
        return line;
    }

    /** All variables of the process: nothing of this process's but where programs are found. */
    Map<String, String> variables(ContainerSpec spec, Path folder) {
        Map<String, String> all = new HashMap<>();
        all.put("PATH", System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin"));
        all.put("LANG", "C.UTF-8");
        all.put("HOME", temporary(folder).toString());
        all.put("TMPDIR", temporary(folder).toString());
        Path models = spec.files().get("model-dir");
        if (models != null) {
            all.put("AZUREML_MODEL_DIR", folder.resolve(models).toString());
        }
        all.putAll(spec.variables());
        if (spec.packages() != null) {
            // for the Pythons that a script starts; its own finds them without
            all.merge("PYTHONPATH", spec.packages().toString(), (given, own) -> given + File.pathSeparator + own);
        }
        return all;
    }

    /** Returns the temporary folder of a script, which goes with the container. */
    public static Path temporary(Path folder) {
        return folder.resolve("tmp");
    }

    /** Returns the files that the processes may read in addition to their own and the system's. */
    public List<Path> readOnly() {
        return List.of(javaHome, hostJar(), environments);
    }

    private Path environment(ContainerSpec spec) {
        return environments.resolve(spec.environment());
    }

    private static String platform() {
        return "linux-" + (System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x64");
    }

    /** Returns the jar (or classes folder) that this class was loaded from. */
    private static Path hostJar() {
        try {
            return Path.of(ContainerCommand.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path holds an entry that is no file", e);
        }
    }
}
