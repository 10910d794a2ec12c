package io.mltwin.scoring.models.inference;

import io.mltwin.container.ContainerRuntime;
import io.mltwin.container.ContainerSpec;
import io.mltwin.scoring.ScoringConfig;
import io.mltwin.scoring.models.services.Deployment;
import io.mltwin.scoring.registry.images.CuratedEnvironments;
import io.mltwin.scoring.registry.images.ImageLayout;
import io.mltwin.scoring.registry.images.StoredImage;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes what scores for a deployment, from its image: a container with the entry script, or with an
 * ONNX model that needs none.
 */
@Singleton
public class PredictorFactory {

    /** A script that loads its libraries from a cold disk takes its time. */
    private static final Duration START = Duration.ofMinutes(5);

    private static final int QUEUE_MILLIS = 500;

    private final PulledImage.Puller puller;
    private final CuratedEnvironments environments;
    private final ContainerFolders folders;
    private final PackageFolders packages;
    private final ScoringConfig config;
    private final ContainerRuntime runtime;

    PredictorFactory(
            PulledImage.Puller puller,
            CuratedEnvironments environments,
            ContainerFolders folders,
            PackageFolders packages,
            ScoringConfig config,
            ContainerRuntime runtime) {
        this.puller = puller;
        this.environments = environments;
        this.folders = folders;
        this.packages = packages;
        this.config = config;
        this.runtime = runtime;
    }

    Predictor make(Deployment deployment) throws ScoringException {
        return make(deployment, deployment.endpoint());
    }

    /**
     * Starts one container of a web service.
     *
     * @param name of its folder, which no other container has
     */
    Predictor make(Deployment deployment, String name) throws ScoringException {
        PulledImage image = puller.pull(deployment.image());
        int timeout =
                deployment.timeoutMillis() == null ? config.scoring().timeoutMillis() : deployment.timeoutMillis();
        Duration queue = Duration.ofMillis(queueMillis(deployment, image, timeout));
        return start(
                image,
                deployment.underCustomerKey() ? folders.makeInMemory(name) : folders.make(name),
                image.environmentVariables(),
                new ContainerTimes(START, queue, Duration.ofMillis(timeout)),
                new ContainerLog());
    }

    /**
     * Starts one container of an image; returns when its {@code init()} has.
     *
     * @param name of its folder, which no other container has
     * @param variables that its processes have
     * @param log gets what it prints, also when it does not start
     */
    public Predictor start(
            StoredImage image, String name, Map<String, String> variables, ContainerTimes times, ContainerLog log)
            throws ScoringException {
        PulledImage pulled = puller.pull(image);
        return start(pulled, folders.make(name), variables, times, log);
    }

    private Predictor start(
            PulledImage image, Path folder, Map<String, String> variables, ContainerTimes times, ContainerLog log)
            throws ScoringException {
        PackageFolders.Lease installed = null;
        try {
            installed = packages.take(image);
            Unpacked files = new Unpacked(folder);
            image.visit(files);
            ContainerSpec spec = spec(image, files)
                    .withPackages(installed == null ? null : installed.packages())
                    .withVariables(variables)
                    .withTimeouts(times.start(), times.queue(), times.request());
            return ContainerPredictor.start(runtime, spec, log, ended(folder, installed));
        } catch (RuntimeException | ScoringException e) {
            ended(folder, installed).run();
            throw e;
        }
    }

    /** Deletes the folder of a container when its last process has ended. */
    private Runnable ended(Path folder, PackageFolders.Lease installed) {
        AtomicBoolean isGone = new AtomicBoolean();
        return () -> {
            if (isGone.compareAndSet(false, true)) {
                folders.delete(folder);
                if (installed != null) {
                    installed.end();
                }
            }
        };
    }

    private ContainerSpec spec(PulledImage image, Unpacked files) throws ScoringException {
        String script = image.label(ImageLayout.LABEL_SCRIPT);
        if (script == null && files.model == null && files.mlmodel != null) {
            return MlflowContainer.spec(
                    files.folder,
                    files.mlmodel,
                    files.inside(image.variable("AZUREML_MODEL_DIR")),
                    environments.forMlflow().id());
        }
        if (script == null && files.model == null) {
            throw new ScoringException(
                    ScoringException.Kind.UNAVAILABLE,
                    "the image has neither an entry script nor an ONNX or MLflow model");
        }
        if (script == null) {
            return ContainerSpec.onnx(
                    files.folder,
                    files.model,
                    files.labels,
                    environments.forModels().id());
        }
        CuratedEnvironments.Found environment = environments.require(image.label(ImageLayout.LABEL_ENVIRONMENT));
        return ContainerSpec.script(
                environment.environment().isPython() ? ContainerSpec.Kind.PYTHON : ContainerSpec.Kind.JAVA,
                files.folder,
                files.inside(ImageLayout.DRIVER + "/" + script),
                files.inside(image.variable("AZUREML_MODEL_DIR")),
                environment.id());
    }

    /** The files of an image, as a container has them. */
    private static final class Unpacked implements PulledImage.FileVisitor {
        private final Path folder;
        private Path model;
        private Path labels;
        private Path mlmodel;

        Unpacked(Path folder) {
            this.folder = folder;
        }

        @Override
        public void file(String path, InputStream content) throws IOException {
            Path file = folder.resolve(inside(path));
            Files.createDirectories(file.getParent());
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
            if (path.endsWith(".onnx")) {
                model = inside(path);
            } else if (path.endsWith("/MLmodel")) {
                mlmodel = inside(path);
            } else if (path.endsWith("/labels.json")) {
                labels = inside(path);
            }
        }

        /** Below the container's folder; refuses a path that leads out of it. */
        Path inside(String path) {
            Path file = folder.resolve(path.replaceFirst("^/+", "")).normalize();
            if (!file.startsWith(folder)) {
                throw new IllegalStateException("the image holds a path that leads out of it: " + path);
            }
            return folder.relativize(file);
        }
    }

    /**
     * AKS turns away what waited longer than {@code maxQueueWaitMs}; in ACI, whose one container
     * has no router before it, and where a limit lets several in, a request waits as long as it may
     * take; so it does for a model without entry script, which works on many at once.
     */
    private static int queueMillis(Deployment deployment, PulledImage image, int timeout) {
        if (deployment.maxConcurrentRequests() != null) {
            return timeout;
        }
        if (deployment.maxQueueWaitMillis() != null) {
            return deployment.maxQueueWaitMillis();
        }
        boolean patient = "ACI".equals(deployment.computeType()) || image.label(ImageLayout.LABEL_SCRIPT) == null;
        return patient ? timeout : QUEUE_MILLIS;
    }
}
