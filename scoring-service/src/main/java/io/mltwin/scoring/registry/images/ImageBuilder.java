package io.mltwin.scoring.registry.images;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import io.mltwin.access.Correlation;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.reset.FileTree;
import io.mltwin.scoring.models.artifacts.ArtifactClient;
import io.mltwin.scoring.models.assets.ContentFile;
import io.mltwin.scoring.models.assets.RegisteredModel;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.registries.RegistryAccountService;
import io.mltwin.scoring.workspaces.WorkspaceView;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Builds an OCI image of models, entry script and environment, and pushes it to the workspace's
 * registry through the registry's own data plane with the admin user's password, as Azure ML did.
 */
@Singleton
class ImageBuilder {

    private static final Logger LOG = Logger.getLogger(ImageBuilder.class);

    private final ArtifactClient artifacts;
    private final RegistryAccountService registries;
    private final PlatformTrust trust;
    private final PlatformConfig config;
    private final Addresses addresses;
    private final ObjectMapper json;
    private final Clock clock;

    ImageBuilder(
            ArtifactClient artifacts,
            RegistryAccountService registries,
            PlatformTrust trust,
            PlatformConfig config,
            Addresses addresses,
            ObjectMapper json,
            Clock clock) {
        this.artifacts = artifacts;
        this.registries = registries;
        this.trust = trust;
        this.config = config;
        this.addresses = addresses;
        this.json = json;
        this.clock = clock;
    }

    /** An image in a registry. */
    record Built(String registryArmId, String location, String digest) {}

    /**
     * Builds and pushes; the image is {@code repository:tag} of the workspace's registry.
     *
     * @throws AzureException when the registry is away, its admin user disabled, or a file missing
     */
    Built build(
            String operationId,
            WorkspaceView workspace,
            ImagePlan plan,
            String imageId,
            String repository,
            String tag) {
        if (workspace.containerRegistryId() == null) {
            throw new AzureException(
                    400, "ContainerRegistryNotFound", "The workspace has no container registry.");
        }
        ArmResourceId registryId = ArmResourceId.parse(workspace.containerRegistryId());
        RegistryAccount registry = registries.account(registryId);
        if (registry == null) {
            throw new AzureException(
                    400,
                    "ContainerRegistryNotFound",
                    "The workspace's container registry '"
                            + registryId
                            + "' does not exist any more.");
        }
        String password = registries.adminPassword(registryId);
        Path folder = config.dataDir().resolve("builds").resolve(operationId);
        FileTree.deleteOrFail(folder);
        try {
            JibContainerBuilder builder = container(workspace, plan, imageId, folder);
            trust.install();
            RegistryImage image =
                    RegistryImage.named(target(registry, repository, tag))
                            .addCredential(registry.name(), password);
            Containerizer containerizer =
                    Containerizer.to(image)
                            .setApplicationLayersCache(folder.resolve("cache"))
                            .setBaseImageLayersCache(folder.resolve("base"))
                            .setToolName("mltwin")
                            // the only header of Jib's requests that is ours to set
                            .setToolVersion("traceparent=" + Correlation.traceParent())
                            .addEventHandler(
                                    LogEvent.class, event -> LOG.debug(event.getMessage()));
            JibContainer pushed = builder.containerize(containerizer);
            return new Built(
                    registry.armId(),
                    registry.loginServer() + "/" + repository + ":" + tag,
                    pushed.getDigest().toString());
        } catch (RegistryException
                | ExecutionException
                | CacheDirectoryCreationException
                | InvalidImageReferenceException e) {
            throw failed(e);
        } catch (IOException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        } finally {
            FileTree.deleteOrFail(folder);
        }
    }

    /** Returns the registry's data plane at this service's own address, in path style. */
    private String target(RegistryAccount registry, String repository, String tag) {
        URI own = URI.create(addresses.address(addresses.self()));
        return own.getAuthority() + "/" + registry.name() + "/" + repository + ":" + tag;
    }

    private JibContainerBuilder container(
            WorkspaceView workspace, ImagePlan plan, String imageId, Path folder)
            throws IOException {
        JibContainerBuilder builder =
                Jib.fromScratch()
                        .setFormat(ImageFormat.OCI)
                        .setCreationTime(clock.instant())
                        .addFileEntriesLayer(
                                models(workspace, plan.models(), folder.resolve("models")))
                        .addLabel(ImageLayout.LABEL_IMAGE, imageId)
                        .addLabel(
                                ImageLayout.LABEL_MODELS,
                                plan.models().stream()
                                        .map(RegisteredModel::id)
                                        .collect(Collectors.joining(",")));
        String modelDir =
                plan.models().size() == 1
                        ? ImageLayout.modelFolder(
                                plan.models().get(0).name(), plan.models().get(0).version())
                        : ImageLayout.MODELS;
        builder.addEnvironmentVariable("AZUREML_MODEL_DIR", modelDir);
        if (plan.script() != null) {
            String script = ImageLayout.DRIVER + "/" + plan.script();
            builder.addFileEntriesLayer(
                            files(
                                    "driver",
                                    workspace,
                                    plan.files(),
                                    ImageLayout.DRIVER,
                                    folder.resolve("driver")))
                    .addFileEntriesLayer(
                            environment(plan.environment(), folder.resolve("environment.json")))
                    .addLabel(ImageLayout.LABEL_SCRIPT, plan.script())
                    .addLabel(ImageLayout.LABEL_ENVIRONMENT, plan.environment().name())
                    .addEnvironmentVariable("AZUREML_ENTRY_SCRIPT", plan.script())
                    .setEntrypoint(
                            "io.mltwin.container.ContainerHost",
                            "--script",
                            script,
                            "--model-dir",
                            modelDir);
        }
        return builder;
    }

    private FileEntriesLayer models(
            WorkspaceView workspace, List<RegisteredModel> models, Path folder) {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("model");
        for (RegisteredModel model : models) {
            add(
                    layer,
                    workspace,
                    model.files(),
                    ImageLayout.modelFolder(model.name(), model.version()),
                    folder.resolve(model.name()).resolve("" + model.version()));
        }
        return layer.build();
    }

    private FileEntriesLayer files(
            String name, WorkspaceView workspace, List<ContentFile> files, String to, Path folder) {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        add(layer, workspace, files, to, folder);
        return layer.build();
    }

    private void add(
            FileEntriesLayer.Builder layer,
            WorkspaceView workspace,
            List<ContentFile> files,
            String to,
            Path folder) {
        for (ContentFile file : files) {
            Path local = folder.resolve(file.name()).normalize();
            if (!local.startsWith(folder)) {
                throw new AzureException(
                        400,
                        "InvalidArtifact",
                        "The artifact name '" + file.name() + "' leads out of its folder.");
            }
            artifacts.download(workspace, file.file(), local);
            layer.addEntry(local, AbsoluteUnixPath.get(to + "/" + file.name()));
        }
    }

    private FileEntriesLayer environment(CuratedEnvironment environment, Path file)
            throws IOException {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, json.writeValueAsBytes(environment));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an environment is plain JSON", e);
        }
        return FileEntriesLayer.builder()
                .setName("environment")
                .addEntry(file, AbsoluteUnixPath.get(ImageLayout.ENVIRONMENT))
                .build();
    }

    private static AzureException failed(Exception cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        AzureException fault =
                new AzureException(
                        500,
                        "ImageBuildFailed",
                        "The image could not be pushed to the workspace's registry: "
                                + root.getMessage());
        fault.initCause(cause);
        return fault;
    }
}
