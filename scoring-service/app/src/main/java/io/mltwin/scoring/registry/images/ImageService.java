package io.mltwin.scoring.registry.images;

import static io.mltwin.armweb.AzureException.notBuilt;
import static io.mltwin.scoring.ModelManagementErrors.badRequest;
import static io.mltwin.scoring.ModelManagementErrors.badRequestIf;
import static io.mltwin.scoring.ModelManagementErrors.notFound;
import static io.mltwin.scoring.ModelManagementErrors.required;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.resourceprovider.Sealed;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.assets.VersionCounter;
import io.mltwin.scoring.operations.OperationService;
import io.mltwin.scoring.registry.images.StoredImage.ImageDeleting;
import io.mltwin.scoring.workspaces.WorkspaceAuthorizer;
import io.mltwin.scoring.workspaces.WorkspaceClient;
import io.mltwin.scoring.workspaces.WorkspaceDeleted;
import io.mltwin.scoring.workspaces.WorkspacePath;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Images of model management: asked for, listed and deleted. {@link ImageBuildService} builds them
 * in an operation; the workspace's registry keeps them.
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
    private final VersionCounter versions;
    private final OperationService operations;
    private final WorkspaceClient workspaces;
    private final WorkspaceAuthorizer access;
    private final Clock clock;
    private final Event<ImageDeleting> deleting;

    public ImageService(
            ImageRepository repository,
            ImagePlanner planner,
            VersionCounter versions,
            OperationService operations,
            WorkspaceClient workspaces,
            WorkspaceAuthorizer access,
            Clock clock,
            Event<ImageDeleting> deleting) {
        this.repository = repository;
        this.planner = planner;
        this.versions = versions;
        this.operations = operations;
        this.workspaces = workspaces;
        this.access = access;
        this.clock = clock;
        this.deleting = deleting;
    }

    /**
     * Asks for an image, which an operation builds.
     *
     * @throws AzureException 400 for a request of which something is missing, 403 without the
     *     permission, 501 for another type or flavor
     */
    ImageBody create(Caller caller, WorkspacePath path, ImageBody body, String correlationId) {
        access.requireAny(caller, path, PACKAGE, BUILD);
        if (body == null || body.name() == null) {
            throw required("name");
        }
        requireName(body.name());
        if (AsciiCase.isOther(body.imageType(), "Docker")) {
            throw notBuilt("The image type '%s'", body.imageType());
        }
        if (AsciiCase.isOther(body.imageFlavor(), "WebApiContainer")) {
            throw notBuilt("The image flavor '%s'", body.imageFlavor());
        }
        ImageRequest request = new ImageRequest(
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
        return RowTransactions.inOne(() -> {
            ImageEntity image = make(path, body.name(), request);
            image.operationId = operations.start(path, OPERATION, ImageMapper.id(image), correlationId);
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
        badRequestIf(
                !NAME.matcher(name).matches(),
                "InvalidName",
                "The name '%s' must have 3 to 32 lower-case letters, digits and dashes, and begin with a letter.",
                name);
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
    public String createFor(WorkspacePath path, String serviceName, ImageRequest request, String operationId) {
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
        image.request = JsonText.sealed(request);
        image.modelIds = JsonText.of(request.modelIds());
        image.driverProgram = request.driverProgram();
        image.state = "Running";
        image.createdAt = clock.instant();
        image.modifiedAt = image.createdAt;
        return image;
    }

    /**
     * Returns a built image.
     *
     * @throws AzureException 400 when it is missing, still being built, or failed
     */
    public StoredImage stored(String workspaceKey, String imageId) {
        ImageEntity image = load(workspaceKey, imageId);
        if (!image.state.equals("Succeeded")) {
            throw badRequest(
                    "ImageNotReady", "The image '%s' is in state %s, so it cannot be deployed.", imageId, image.state);
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
                imageId, image.registryId, image.repository, image.digest, JsonText.list(image.modelIds));
    }

    /**
     * Returns the row of an image.
     *
     * @throws AzureException 400 when there is none
     */
    ImageEntity load(String workspaceKey, String imageId) {
        ImageEntity image =
                RowTransactions.inOne(() -> repository.findById(ImageRepository.key(workspaceKey, imageId)));
        badRequestIf(image == null, "ImageNotFound", "There is no image '%s' in this workspace.", imageId);
        return image;
    }

    /**
     * Returns the images of a workspace.
     *
     * @param name of the images; null for any
     * @param modelId of a model that each of them has; null for any
     */
    List<ImageBody> list(Caller caller, WorkspacePath path, String name, String modelId) {
        access.requireAll(caller, path, "models/read", "environments/read");
        return RowTransactions.inOne(() -> repository.ofWorkspace(path.key(), name)).stream()
                .map(image -> ImageMapper.body(image, path.url()))
                .filter(image -> modelId == null || image.modelIds().contains(modelId))
                .toList();
    }

    /**
     * Returns an image.
     *
     * @throws AzureException 404 when there is none
     */
    ImageBody get(Caller caller, WorkspacePath path, String id) {
        access.requireAll(caller, path, "models/read", "environments/read");
        ImageEntity image = RowTransactions.inOne(() -> repository.findById(ImageRepository.key(path.key(), id)));
        if (image == null) {
            throw notFound("ImageNotFound", "There is no image '" + id + "' in this workspace.");
        }
        return ImageMapper.body(image, path.url());
    }

    /** Returns the log of an image's build, as far as it has come. */
    String buildLog(Caller caller, WorkspacePath path, String id) {
        access.requireAll(caller, path, "models/read", "environments/read");
        return RowTransactions.inOne(() -> findBuildLog(path.key(), id))
                .orElseThrow(() -> notFound(
                        "ImageBuildLogNotFound", "There is no build log of an image '" + id + "' in this workspace."));
    }

    /** Returns the log of an image's build; empty where none has begun. */
    public Optional<String> findBuildLog(String workspaceKey, String imageId) {
        return Optional.ofNullable(repository.findById(ImageRepository.key(workspaceKey, imageId)))
                .map(image -> Sealed.text(image.buildLog));
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
        return RowTransactions.inOne(() -> {
            deleting.fire(new ImageDeleting(path.key(), id));
            return repository.deleteById(ImageRepository.key(path.key(), id));
        });
    }
}
