package io.mltwin.scoring.registry.images;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.Sha256;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.resourceprovider.Sealed;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.operations.OperationHandler.Operation;
import io.mltwin.scoring.registry.images.ImageBuilder.Built;
import io.mltwin.scoring.registry.images.ImagePlanner.ImagePlan;
import io.mltwin.scoring.registry.images.build.BuildLog;
import io.mltwin.scoring.registry.images.packages.EnvironmentImage;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.registries.RegistryAccountService;
import io.mltwin.scoring.registry.repositories.RegistryContent;
import io.mltwin.scoring.workspaces.WorkspaceClient;
import io.mltwin.scoring.workspaces.WorkspaceView;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Builds images of model management for the operations that were started for them: installs the
 * packages, plans, pushes to the workspace's registry, and keeps the log and the end.
 */
@Singleton
public record ImageBuildService(
        ImageService images,
        ImageRepository repository,
        ImagePlanner planner,
        PackagesStep packages,
        ImageBuilder builder,
        RegistryContent content,
        RegistryAccountService registries,
        WorkspaceClient workspaces,
        Clock clock) {

    /**
     * Builds an image unless it has been built before.
     *
     * @throws AzureException 400 when there is no such image, or what the build is refused with
     * @throws io.mltwin.scoring.operations.OperationPausedException while the packages of its
     *     environment are installed
     */
    public void build(Operation operation, String imageId) {
        String workspaceKey = operation.workspace().key();
        ImageEntity image = images.load(workspaceKey, imageId);
        if (!image.state.equals("Succeeded")) {
            Built built = build(operation, image);
            RowTransactions.inOne(() -> succeeded(workspaceKey, imageId, built));
        }
    }

    private Built build(Operation operation, ImageEntity image) {
        String workspaceKey = operation.workspace().key();
        String imageId = ImageMapper.id(image);
        BuildLog log = new BuildLog(clock, Sealed.text(image.buildLog), text -> keep(workspaceKey, imageId, text));
        if (image.packagesSince == null) {
            log.line("The image " + imageId + " is being built, operation " + operation.id());
        }
        ImageRequest request = JsonText.as(image.request, ImageRequest.class);
        EnvironmentImage installed = packages.await(operation, image, request.packages(), log);
        WorkspaceView workspace = workspaces.get(operation.workspace());
        ImagePlan plan = log.step("plan", () -> planner.plan(workspace, workspaceKey, request));
        String repositoryName =
                "azureml/azureml_" + Sha256.hex(workspaceKey + "|" + image.name).substring(0, 32);
        return builder.build(
                new ImageBuilder.Order(operation.id(), workspace, plan, installed, repositoryName, image.version),
                log,
                wanted -> sameParts(workspaceKey, wanted));
    }

    private void keep(String workspaceKey, String imageId, String log) {
        RowTransactions.inOne(() -> {
            repository
                    .findByIdOptional(ImageRepository.key(workspaceKey, imageId))
                    .ifPresent(image -> image.buildLog = Sealed.of(log));
            return null;
        });
    }

    /** Returns an image of the same parts, where the registry still has it. */
    private Optional<Built> sameParts(String workspaceKey, Built wanted) {
        return RowTransactions.inOne(
                        () -> repository.findBuilt(workspaceKey, wanted.registryArmId(), wanted.partsKey()))
                .filter(this::isInRegistry)
                .map(image ->
                        new Built(image.registryId, image.location, image.repository, image.digest, image.partsKey));
    }

    private boolean isInRegistry(ImageEntity image) {
        RegistryAccount registry = registries.account(ArmResourceId.parse(image.registryId));
        return registry != null
                && content.digest(registry, image.repository, image.digest).isPresent();
    }

    private ImageEntity succeeded(String workspaceKey, String imageId, Built built) {
        ImageEntity image = repository.findById(ImageRepository.key(workspaceKey, imageId));
        image.state = "Succeeded";
        image.registryId = built.registryArmId();
        image.repository = built.repository();
        image.location = built.location();
        image.digest = built.digest();
        image.partsKey = built.partsKey();
        image.errorCode = null;
        image.errorMessage = null;
        image.modifiedAt = clock.instant();
        return image;
    }

    /** Marks an image as failed unless it has been built. */
    public void fail(String workspaceKey, String imageId, AzureException fault) {
        fail(
                () -> repository
                        .findByIdOptional(ImageRepository.key(workspaceKey, imageId))
                        .filter(image -> !image.state.equals("Succeeded")),
                fault);
    }

    /** Marks the image that an operation was to build as failed, unless it has been built. */
    public void failOf(Operation operation, AzureException fault) {
        fail(() -> repository.findUnfinished(operation.id()), fault);
    }

    private void fail(Supplier<Optional<ImageEntity>> found, AzureException fault) {
        RowTransactions.inOne(() -> {
            found.get().ifPresent(image -> {
                image.state = "Failed";
                image.errorCode = fault.code();
                image.errorMessage = fault.getMessage();
                image.modifiedAt = clock.instant();
            });
            return null;
        });
    }
}
