package io.mltwin.scoring.registry.images;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.encoding.Sha256;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.scoring.ModelManagementErrors;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.assets.VersionCounter;
import io.mltwin.scoring.operations.Operation;
import io.mltwin.scoring.operations.OperationService;
import io.mltwin.scoring.registry.images.ImageBuilder.Built;
import io.mltwin.scoring.registry.images.build.BuildLog;
import io.mltwin.scoring.registry.images.packages.EnvironmentImage;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.registries.RegistryAccountService;
import io.mltwin.scoring.registry.repositories.RegistryContent;
import io.mltwin.scoring.workspaces.WorkspaceAuthorizer;
import io.mltwin.scoring.workspaces.WorkspaceClient;
import io.mltwin.scoring.workspaces.WorkspaceDeleted;
import io.mltwin.scoring.workspaces.WorkspacePath;
import io.mltwin.scoring.workspaces.WorkspaceView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Images of model management: asked for, built by an operation, kept in the workspace's registry.
 */
@ApplicationScoped
public class ImageService {

    /** Type of the operations that build images. */
    static final String OPERATION = "Image";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{1,30}[a-z0-9]");
    private static final String PACKAGE = "models/package/action";
    private static final String BUILD = "environments/build/action";

    private final ImageRepository repository;
    private final ImagePlanner planner;
    private final PackagesStep packages;
    private final ImageBuilder builder;
    private final RegistryContent content;
    private final RegistryAccountService registries;
    private final VersionCounter versions;
    private final OperationService operations;
    private final WorkspaceClient workspaces;
    private final WorkspaceAuthorizer access;
    private final Clock clock;
    private final Event<ImageDeleting> deleting;

    public ImageService(
            ImageRepository repository,
            ImagePlanner planner,
            PackagesStep packages,
            ImageBuilder builder,
            RegistryContent content,
            RegistryAccountService registries,
            VersionCounter versions,
            OperationService operations,
            WorkspaceClient workspaces,
            WorkspaceAuthorizer access,
            Clock clock,
            Event<ImageDeleting> deleting) {
        this.repository = repository;
        this.planner = planner;
        this.packages = packages;
        this.builder = builder;
        this.content = content;
        this.registries = registries;
        this.versions = versions;
        this.operations = operations;
        this.workspaces = workspaces;
        this.access = access;
        this.clock = clock;
        this.deleting = deleting;
    }

    ImageBody create(Caller caller, WorkspacePath path, ImageBody body, String correlationId) {
        access.requireAny(caller, path, PACKAGE, BUILD);
        if (body == null || body.name() == null) {
            throw ModelManagementErrors.required("name");
        }
        requireName(body.name());
        if (body.imageType() != null && !AsciiCase.equal(body.imageType(), "Docker")) {
            throw AzureException.notBuilt("The image type '" + body.imageType() + "'");
        }
        if (body.imageFlavor() != null && !AsciiCase.equal(body.imageFlavor(), "WebApiContainer")) {
            throw AzureException.notBuilt("The image flavor '" + body.imageFlavor() + "'");
        }
        ImageRequest request =
                new ImageRequest(
                        body.description(),
                        body.kvTags(),
                        body.properties(),
                        body.modelIds(),
                        body.driverProgram(),
                        body.assets(),
                        body.targetRuntime(),
                        body.environment(),
                        null,
                        null);
        check(path, request);
        return RowTransactions.inOne(
                () -> {
                    ImageEntity image = make(path, body.name(), request);
                    image.operationId =
                            operations.start(path, OPERATION, ImageMapper.id(image), correlationId);
                    repository.persist(image);
                    return ImageMapper.body(image, path.url());
                });
    }

    /** Returns the models of an image, within the caller's transaction; none for no such image. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<String> modelIds(String workspaceKey, String imageId) {
        ImageEntity image = repository.findById(ImageRepository.key(workspaceKey, imageId));
        return image == null ? List.of() : JsonText.list(image.modelIds);
    }

    /** Refuses a name that can be none of an image or web service. */
    public static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw ModelManagementErrors.badRequest(
                    "InvalidName",
                    "The name '"
                            + name
                            + "' must have 3 to 32 lower-case letters, digits and dashes, and begin with a letter.");
        }
    }

    /**
     * Refuses a request of which something is missing.
     *
     * @throws AzureException 400 saying what
     */
    public void check(WorkspacePath path, ImageRequest request) {
        planner.plan(workspaces.get(path.id()), path.key(), request);
    }

    /**
     * Adds the image that a service's own request asks for, within the service's transaction, and
     * returns its id. The service's operation builds it.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public String createFor(
            WorkspacePath path, String serviceName, ImageRequest request, String operationId) {
        ImageEntity image = make(path, serviceName, request);
        image.operationId = operationId;
        repository.persist(image);
        return ImageMapper.id(image);
    }

    private ImageEntity make(WorkspacePath path, String name, ImageRequest request) {
        ImageEntity image = new ImageEntity();
        image.workspaceKey = path.key();
        image.workspaceId = path.id().toString();
        image.name = name;
        image.version = versions.next("image", path.key(), name);
        image.id = ImageRepository.key(path.key(), ImageMapper.id(image));
        image.request = JsonText.of(request);
        image.modelIds = JsonText.of(request.modelIds());
        image.driverProgram = request.driverProgram();
        image.state = "Running";
        image.createdAt = clock.instant();
        image.modifiedAt = image.createdAt;
        return image;
    }

    /**
     * Builds an image unless it has been built before.
     *
     * @throws io.mltwin.scoring.operations.OperationPausedException while the packages of its
     *     environment are installed
     */
    public StoredImage build(Operation operation, String imageId) {
        String workspaceKey = operation.workspace().key();
        ImageEntity image = load(workspaceKey, imageId);
        if (!image.state.equals("Succeeded")) {
            Built built = build(operation, image);
            image = RowTransactions.inOne(() -> succeeded(workspaceKey, imageId, built));
        }
        return stored(image, imageId);
    }

    private Built build(Operation operation, ImageEntity image) {
        String workspaceKey = operation.workspace().key();
        String imageId = ImageMapper.id(image);
        BuildLog log =
                new BuildLog(clock, image.buildLog, text -> keep(workspaceKey, imageId, text));
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
                new ImageBuilder.Order(
                        operation.id(), workspace, plan, installed, repositoryName, image.version),
                log,
                wanted -> sameParts(workspaceKey, wanted));
    }

    private void keep(String workspaceKey, String imageId, String log) {
        RowTransactions.inOne(
                () ->
                        repository.update(
                                "buildLog = ?1 where id = ?2",
                                log,
                                ImageRepository.key(workspaceKey, imageId)));
    }

    /** Returns an image of the same parts, where the registry still has it. */
    private Optional<Built> sameParts(String workspaceKey, Built wanted) {
        return RowTransactions.inOne(
                        () ->
                                repository.findBuilt(
                                        workspaceKey, wanted.registryArmId(), wanted.partsKey()))
                .filter(this::isInRegistry)
                .map(
                        image ->
                                new Built(
                                        image.registryId,
                                        image.location,
                                        image.repository,
                                        image.digest,
                                        image.partsKey));
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
    @Transactional
    public void fail(String workspaceKey, String imageId, AzureException fault) {
        ImageEntity image = repository.findById(ImageRepository.key(workspaceKey, imageId));
        if (image != null && !image.state.equals("Succeeded")) {
            markFailed(image, fault);
        }
    }

    /** Marks the image that an operation was to build as failed, unless it has been built. */
    @Transactional
    public void failOf(Operation operation, AzureException fault) {
        repository.findUnfinished(operation.id()).ifPresent(image -> markFailed(image, fault));
    }

    private void markFailed(ImageEntity image, AzureException fault) {
        image.state = "Failed";
        image.errorCode = fault.code();
        image.errorMessage = fault.getMessage();
        image.modifiedAt = clock.instant();
    }

    /**
     * Returns a built image.
     *
     * @throws AzureException 400 when it is missing, still being built, or failed
     */
    public StoredImage stored(String workspaceKey, String imageId) {
        ImageEntity image = load(workspaceKey, imageId);
        if (!image.state.equals("Succeeded")) {
            throw ModelManagementErrors.badRequest(
                    "ImageNotReady",
                    "The image '"
                            + imageId
                            + "' is in state "
                            + image.state
                            + ", so it cannot be deployed.");
        }
        return stored(image, imageId);
    }

    /** Returns a built image, or null while there is none. */
    @Transactional
    public StoredImage find(String workspaceKey, String imageId) {
        ImageEntity image = repository.findById(ImageRepository.key(workspaceKey, imageId));
        return image == null || !image.state.equals("Succeeded") ? null : stored(image, imageId);
    }

    private static StoredImage stored(ImageEntity image, String imageId) {
        return new StoredImage(
                imageId,
                image.registryId,
                image.repository,
                image.digest,
                JsonText.list(image.modelIds));
    }

    private ImageEntity load(String workspaceKey, String imageId) {
        ImageEntity image =
                RowTransactions.inOne(
                        () -> repository.findById(ImageRepository.key(workspaceKey, imageId)));
        if (image == null) {
            throw ModelManagementErrors.badRequest(
                    "ImageNotFound", "There is no image '" + imageId + "' in this workspace.");
        }
        return image;
    }

    List<ImageBody> list(Caller caller, WorkspacePath path, String name, String modelId) {
        access.requireAll(caller, path, "models/read", "environments/read");
        return RowTransactions.inOne(() -> repository.ofWorkspace(path.key(), name)).stream()
                .map(image -> ImageMapper.body(image, path.url()))
                .filter(image -> modelId == null || image.modelIds().contains(modelId))
                .toList();
    }

    ImageBody get(Caller caller, WorkspacePath path, String id) {
        access.requireAll(caller, path, "models/read", "environments/read");
        ImageEntity image =
                RowTransactions.inOne(
                        () -> repository.findById(ImageRepository.key(path.key(), id)));
        if (image == null) {
            throw ModelManagementErrors.notFound(
                    "ImageNotFound", "There is no image '" + id + "' in this workspace.");
        }
        return ImageMapper.body(image, path.url());
    }

    /** Returns the log of an image's build, as far as it has come. */
    String buildLog(Caller caller, WorkspacePath path, String id) {
        access.requireAll(caller, path, "models/read", "environments/read");
        return RowTransactions.inOne(() -> findBuildLog(path.key(), id))
                .orElseThrow(
                        () ->
                                ModelManagementErrors.notFound(
                                        "ImageBuildLogNotFound",
                                        "There is no build log of an image '"
                                                + id
                                                + "' in this workspace."));
    }

    /** Returns the log of an image's build; empty where none has begun. */
    public Optional<String> findBuildLog(String workspaceKey, String imageId) {
        return Optional.ofNullable(repository.findById(ImageRepository.key(workspaceKey, imageId)))
                .map(image -> image.buildLog);
    }

    void deleteAll(@Observes WorkspaceDeleted workspace) {
        repository.delete("workspaceKey", workspace.workspaceKey());
    }

    /**
     * Deletes an image; returns false when there is none. The registry keeps what was pushed, as
     * Azure's does.
     */
    boolean delete(Caller caller, WorkspacePath path, String id) {
        access.requireAny(caller, path, PACKAGE, BUILD);
        return RowTransactions.inOne(
                () -> {
                    deleting.fire(new ImageDeleting(path.key(), id));
                    return repository.deleteById(ImageRepository.key(path.key(), id));
                });
    }
}
