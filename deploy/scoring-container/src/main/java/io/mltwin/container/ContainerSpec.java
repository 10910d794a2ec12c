package io.mltwin.container;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The specification with which a container of a web service starts.
 *
 * @param folder the container's file system: everything of the image
 * @param files what the program is told to load, below {@code folder}: {@code script} and {@code
 *     model-dir}, or {@code onnx} and, if there is one, {@code labels}
 * @param environment the folder of the curated environment, {@code onnxruntime-1.23}
 * @param packages what pip installed for scripts in Python, {@code …/python3.13/site-packages},
 *     which is only read; absolute; null where there is nothing but the machine's own packages
 * @param variables added to the few that every process needs; the variables of the service that
 *     starts it are never among them
 * @param queueTimeout Azure's {@code maxQueueWaitMs}
 * @param requestTimeout Azure's {@code scoringTimeoutMs}
 */
public record ContainerSpec(
        Kind kind,
        Path folder,
        Map<String, Path> files,
        String environment,
        Path packages,
        Map<String, String> variables,
        Duration startTimeout,
        Duration queueTimeout,
        Duration requestTimeout) {

    /** The kind of program that the container loads. */
    public enum Kind {
        JAVA,
        PYTHON,
        ONNX
    }

    static final Duration START = Duration.ofSeconds(60);
    static final Duration QUEUE = Duration.ofMillis(500);
    static final Duration REQUEST = Duration.ofSeconds(60);

    /** A model ends its own late requests; only one that does not is ended with its container. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final int MODEL_CONCURRENCY = 16;

    public ContainerSpec {
        files = Map.copyOf(files);
        variables = Map.copyOf(variables);
        if (packages != null && !packages.isAbsolute()) {
            throw new IllegalArgumentException("packages have no absolute path: " + packages);
        }
        for (Path file : files.values()) {
            if (file.isAbsolute() || !file.equals(file.normalize()) || file.startsWith("..")) {
                throw new IllegalArgumentException("not in the container's folder: " + file);
            }
        }
    }

    /** Returns a container for an entry script; both paths are below the folder. */
    public static ContainerSpec script(Kind kind, Path folder, Path script, Path modelDir, String environment) {
        return of(kind, folder, Map.of("script", script, "model-dir", modelDir), environment);
    }

    /**
     * Returns a container for an ONNX model without entry script; both paths are below the folder.
     *
     * @param labels {@code labels.json}, or null
     */
    public static ContainerSpec onnx(Path folder, Path model, Path labels, String environment) {
        return of(
                Kind.ONNX,
                folder,
                labels == null ? Map.of("onnx", model) : Map.of("onnx", model, "labels", labels),
                environment);
    }

    private static ContainerSpec of(Kind kind, Path folder, Map<String, Path> files, String environment) {
        return new ContainerSpec(kind, folder, files, environment, null, Map.of(), START, QUEUE, REQUEST);
    }

    /** Adds variables, such as the environment variables of a deployment. */
    public ContainerSpec withVariables(Map<String, String> more) {
        Map<String, String> all = new java.util.LinkedHashMap<>(variables);
        all.putAll(more);
        return new ContainerSpec(
                kind, folder, files, environment, packages, all, startTimeout, queueTimeout, requestTimeout);
    }

    /**
     * Has a script in Python find these packages before the machine's; others do not need them.
     *
     * @param installed {@code …/python3.13/site-packages}, absolute
     */
    public ContainerSpec withPackages(Path installed) {
        return new ContainerSpec(
                kind,
                folder,
                files,
                environment,
                kind == Kind.PYTHON ? installed : null,
                variables,
                startTimeout,
                queueTimeout,
                requestTimeout);
    }

    public ContainerSpec withTimeouts(Duration start, Duration queue, Duration request) {
        return new ContainerSpec(kind, folder, files, environment, packages, variables, start, queue, request);
    }

    /** Returns how many requests it works on at once; a script on one. */
    int concurrency() {
        return kind == Kind.ONNX ? MODEL_CONCURRENCY : 1;
    }

    /** After which time without an answer the container is ended. */
    Duration patience() {
        return kind == Kind.ONNX ? requestTimeout.plus(GRACE) : requestTimeout;
    }
}
