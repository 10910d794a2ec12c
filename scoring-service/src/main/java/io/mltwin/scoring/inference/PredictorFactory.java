package io.mltwin.scoring.inference;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.container.ContainerSpec;
import io.mltwin.scoring.ScoringConfig;
import io.mltwin.scoring.images.CuratedEnvironments;
import io.mltwin.scoring.images.ImageLayout;
import io.mltwin.scoring.services.Deployment;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes what scores for a deployment, from its image: ONNX Runtime in this process, or a container
 * with the entry script.
 */
@Singleton
class PredictorFactory {

    private static final Duration START = Duration.ofSeconds(60);
    private static final int QUEUE_MILLIS = 500;

    /** A model is in the heap while ONNX Runtime reads it; a larger one takes an entry script. */
    private static final int MAX_MODEL = 32 * 1024 * 1024;

    private static final int MAX_LABELS = 1024 * 1024;

    private final PulledImage.Puller puller;
    private final CuratedEnvironments environments;
    private final OnnxLibraries libraries;
    private final ContainerFolders folders;
    private final ScoringConfig config;
    private final ObjectMapper json;

    PredictorFactory(
            PulledImage.Puller puller,
            CuratedEnvironments environments,
            OnnxLibraries libraries,
            ContainerFolders folders,
            ScoringConfig config,
            ObjectMapper json) {
        this.puller = puller;
        this.environments = environments;
        this.libraries = libraries;
        this.folders = folders;
        this.config = config;
        this.json = json;
    }

    Predictor make(Deployment deployment) throws ScoringFailed {
        PulledImage image = puller.pull(deployment.image());
        int timeout =
                deployment.timeoutMillis() == null
                        ? config.scoring().timeoutMillis()
                        : deployment.timeoutMillis();
        String script = image.label(ImageLayout.LABEL_SCRIPT);
        return script == null
                ? onnx(image, timeout)
                : container(image, script, deployment, timeout);
    }

    private Predictor onnx(PulledImage image, int timeout) throws ScoringFailed {
        Map<String, byte[]> files = new LinkedHashMap<>();
        image.visit(
                (path, content) -> {
                    if (path.endsWith(".onnx")) {
                        files.put("model", UnpackedBytes.readFile(path, content, MAX_MODEL));
                    } else if (path.endsWith("/labels.json")) {
                        files.put("labels", UnpackedBytes.readFile(path, content, MAX_LABELS));
                    }
                });
        if (!files.containsKey("model")) {
            throw new ScoringFailed(
                    ScoringFailed.Kind.UNAVAILABLE,
                    "the image has neither an entry script nor an ONNX model");
        }
        libraries.prepare();
        return OnnxPredictor.load(files.get("model"), files.get("labels"), timeout, json);
    }

    private Predictor container(
            PulledImage image, String script, Deployment deployment, int timeout)
            throws ScoringFailed {
        Path folder = folders.make(deployment.endpoint());
        try {
            return container(image, script, deployment, timeout, folder);
        } catch (ScoringFailed | RuntimeException e) {
            ContainerPredictor.deleteTree(folder);
            throw e;
        }
    }

    private Predictor container(
            PulledImage image, String script, Deployment deployment, int timeout, Path folder)
            throws ScoringFailed {
        image.visit((path, content) -> unpack(folder, path, content));
        CuratedEnvironments.Found environment =
                environments.require(image.label(ImageLayout.LABEL_ENVIRONMENT));
        Path scriptFile = inside(folder, ImageLayout.DRIVER + "/" + script);
        Path models = inside(folder, image.variable("AZUREML_MODEL_DIR"));
        ContainerSpec spec =
                environment.environment().isPython()
                        ? ContainerSpec.python(
                                environment.environment().interpreter(), scriptFile, models)
                        : ContainerSpec.java(
                                java(),
                                ContainerSpec.hostJar(),
                                List.of(environment.libraries()),
                                scriptFile,
                                models);
        Duration queue = Duration.ofMillis(queueMillis(deployment, timeout));
        return ContainerPredictor.start(
                withTemporaryFolder(spec, folder.resolve("tmp"))
                        .withTimeouts(START, queue, Duration.ofMillis(timeout)),
                folder,
                deployment.serviceName());
    }

    /**
     * AKS turns away what waited longer than {@code maxQueueWaitMs}; in ACI, whose one container
     * has no router before it, and where a limit lets several in, a request waits as long as it may
     * take.
     */
    private static int queueMillis(Deployment deployment, int timeout) {
        if (deployment.maxConcurrentRequests() != null) {
            return timeout;
        }
        if (deployment.maxQueueWaitMillis() != null) {
            return deployment.maxQueueWaitMillis();
        }
        return "ACI".equals(deployment.computeType()) ? timeout : QUEUE_MILLIS;
    }

    /** What a script leaves in its temporary folder goes with the container. */
    private static ContainerSpec withTemporaryFolder(ContainerSpec spec, Path temporary) {
        try {
            Files.createDirectories(temporary);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder " + temporary, e);
        }
        List<String> command = new ArrayList<>(spec.command());
        if (command.contains("-cp")) {
            command.add(1, "-Djava.io.tmpdir=" + temporary);
        }
        return new ContainerSpec(
                        command,
                        spec.folder(),
                        spec.environment(),
                        spec.startTimeout(),
                        spec.queueTimeout(),
                        spec.requestTimeout())
                .withEnvironment(Map.of("TMPDIR", temporary.toString()));
    }

    private static void unpack(Path folder, String path, InputStream content) throws IOException {
        Path file = inside(folder, path);
        Files.createDirectories(file.getParent());
        Files.copy(content, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    /** Refuses a path that leads out of the container's folder. */
    private static Path inside(Path folder, String path) {
        Path file = folder.resolve(path.replaceFirst("^/+", "")).normalize();
        if (!file.startsWith(folder)) {
            throw new IllegalStateException("the image holds a path that leads out of it: " + path);
        }
        return file;
    }

    private Path java() {
        return config.javaHome()
                .orElse(Path.of(System.getProperty("java.home")))
                .resolve("bin/java");
    }
}
