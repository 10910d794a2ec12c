package io.mltwin.container;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a container of a web service is started with. The process gets exactly {@code environment}
 * and the few variables a process cannot do without ({@code PATH, HOME, LANG, TMPDIR}), never those
 * of the service that starts it.
 *
 * @param folder the working folder of the entry script
 * @param queueTimeout Azure's {@code maxQueueWaitMs}
 * @param requestTimeout Azure's {@code scoringTimeoutMs}
 */
public record ContainerSpec(
        List<String> command,
        Path folder,
        Map<String, String> environment,
        Duration startTimeout,
        Duration queueTimeout,
        Duration requestTimeout) {

    static final Duration START = Duration.ofSeconds(60);
    static final Duration QUEUE = Duration.ofMillis(500);
    static final Duration REQUEST = Duration.ofSeconds(60);

    public ContainerSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * A container for an entry script in Java.
     *
     * @param java the {@code java} of a JDK
     * @param hostJar this module's jar, see {@link #hostJar()}
     * @param classPath of the environment; {@code /abs/libs/*} is allowed
     */
    public static ContainerSpec java(
            Path java, Path hostJar, List<String> classPath, Path script, Path modelDir) {
        List<String> path = new ArrayList<>(List.of(hostJar.toString()));
        path.addAll(classPath);
        List<String> command =
                List.of(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        String.join(File.pathSeparator, path),
                        ContainerHost.class.getName(),
                        "--script",
                        script.toString(),
                        "--model-dir",
                        modelDir.toString());
        return of(command, script, modelDir);
    }

    /**
     * A container for an entry script in Python; the host program is passed on the command line, so
     * no file is left anywhere.
     */
    public static ContainerSpec python(String interpreter, Path script, Path modelDir) {
        try (InputStream in =
                ContainerSpec.class.getResourceAsStream("/python/container_host.py")) {
            String host = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return of(
                    List.of(
                            interpreter,
                            "-c",
                            host,
                            "--script",
                            script.toString(),
                            "--model-dir",
                            modelDir.toString()),
                    script,
                    modelDir);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ContainerSpec of(List<String> command, Path script, Path modelDir) {
        return new ContainerSpec(
                command,
                script.toAbsolutePath().getParent(),
                Map.of("AZUREML_MODEL_DIR", modelDir.toString()),
                START,
                QUEUE,
                REQUEST);
    }

    /** The jar (or classes folder) that this class was loaded from. */
    public static Path hostJar() {
        try {
            return Path.of(
                    ContainerSpec.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path holds an entry that is no file", e);
        }
    }

    public ContainerSpec withFolder(Path folder) {
        return new ContainerSpec(
                command, folder, environment, startTimeout, queueTimeout, requestTimeout);
    }

    /** Adds variables, such as the environment variables of a deployment. */
    public ContainerSpec withEnvironment(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(more);
        return new ContainerSpec(command, folder, all, startTimeout, queueTimeout, requestTimeout);
    }

    public ContainerSpec withTimeouts(Duration start, Duration queue, Duration request) {
        return new ContainerSpec(command, folder, environment, start, queue, request);
    }
}
