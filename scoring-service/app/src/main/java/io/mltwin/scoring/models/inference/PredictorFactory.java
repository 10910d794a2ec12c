package io.mltwin.scoring.models.inference;

import io.mltwin.container.ContainerException;
import io.mltwin.container.ContainerRuntime;
import io.mltwin.container.ContainerSpec;
import io.mltwin.scoring.models.services.RequestLimits;
import io.mltwin.scoring.models.services.ServedDeployment;
import io.mltwin.scoring.registry.images.CuratedEnvironments;
import io.mltwin.scoring.registry.images.ImageLayout;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes what scores for a deployment, from its image: a container with the entry script, or with an
 * ONNX model that needs none.
 */
@Singleton
public record PredictorFactory(
        PulledImage.Puller puller,
        CuratedEnvironments environments,
        ContainerFolders folders,
        PackageFolders packages,
        ContainerRuntime runtime) {

    private static final Duration QUEUE_WAIT = Duration.ofMillis(500);

    /**
     * Starts one container of a deployment; returns when its {@code init()} has.
     *
     * @param name of its folder, which no other container has
     * @param log gets what it prints, also when it does not start
     */
    Predictor start(ServedDeployment deployment, String name, ContainerLog log) throws ContainerException {
        PulledImage image = puller.pull(deployment.image());
        RequestLimits limits = deployment.limits();
        Path folder = deployment.isInMemory() ? folders.makeInMemory(name) : folders.make(name);
        PackageFolders.Lease installed = null;
        try {
            installed = packages.take(image);
            Unpacked files = new Unpacked(folder);
            image.visit(files);
            ContainerSpec spec = spec(image, files)
                    .withPackages(installed == null ? null : installed.packages())
                    .withVariables(
                            deployment.variables() == null ? image.environmentVariables() : deployment.variables())
                    .withTimeouts(limits.start(), containerWait(limits, image), limits.timeout());
            return ContainerPredictor.start(runtime, spec, log, ended(folder, installed));
        } catch (RuntimeException | ContainerException e) {
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

    private ContainerSpec spec(PulledImage image, Unpacked files) throws ContainerException {
        String script = image.label(ImageLayout.LABEL_SCRIPT);
        if (script == null && files.model == null && files.mlmodel != null) {
            return MlflowContainer.spec(
                    files.folder,
                    files.mlmodel,
                    files.inside(image.variable("AZUREML_MODEL_DIR")),
                    environments.forMlflow().id());
        }
        if (script == null && files.model == null) {
            throw new ContainerException(
                    ContainerException.Kind.CLOSED,
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

    private static Duration containerWait(RequestLimits limits, PulledImage image) {
        if (limits.containerWait() != null) {
            return limits.containerWait();
        }
        return image.label(ImageLayout.LABEL_SCRIPT) == null ? limits.timeout() : QUEUE_WAIT;
    }
}
