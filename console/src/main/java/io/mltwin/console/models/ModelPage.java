package io.mltwin.console.models;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.console.azure.ResourceManager;
import io.mltwin.console.endpoints.DeployedModels;
import io.mltwin.console.endpoints.EndpointRow;
import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.console.ml.ModelManagement;
import io.mltwin.console.page.Attempt;
import io.mltwin.encoding.UriEncoding;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks for what the pages of models show. */
@ApplicationScoped
class ModelPage {

    private final ModelManagement models;
    private final ResourceManager arm;
    private final RegistryClient registry;
    private final DeployedModels deployed;

    ModelPage(
            ModelManagement models,
            ResourceManager arm,
            RegistryClient registry,
            DeployedModels deployed) {
        this.models = models;
        this.arm = arm;
        this.registry = registry;
        this.deployed = deployed;
    }

    /** Returns all versions of all models, by name, the newest version first. */
    List<ModelRow> list(MlWorkspace workspace) {
        return models.list(workspace, "/models", ModelBody.class).stream()
                .sorted(
                        Comparator.comparing(ModelBody::name)
                                .thenComparing(ModelBody::version, Comparator.reverseOrder()))
                .map(model -> row(workspace, model))
                .toList();
    }

    /**
     * @param id {@code NAME:VERSION}
     */
    ModelView view(MlWorkspace workspace, String id) {
        ModelBody model =
                models.get(workspace, "/models/" + UriEncoding.encodePathSegment(id))
                        .as(ModelBody.class);
        ModelBody.VersionProperties version = version(workspace, model);
        Attempt<List<ModelBody.Image>> images =
                Attempt.of(
                        () ->
                                models.list(
                                        workspace,
                                        "/images?modelId=" + UriEncoding.encodeQueryValue(id),
                                        ModelBody.Image.class));
        return new ModelView(
                row(workspace, model),
                model.description() == null ? "" : model.description(),
                model.url(),
                version == null || version.modelType() == null ? "" : version.modelType(),
                version == null || version.stage() == null ? "" : version.stage(),
                version == null || version.flavors() == null
                        ? List.of()
                        : version.flavors().keySet().stream().sorted().toList(),
                model.kvTags() == null ? Map.of() : new TreeMap<>(model.kvTags()),
                images.refusal() == null
                        ? new Attempt<>(
                                images.value().stream()
                                        .map(image -> image(workspace, image))
                                        .toList(),
                                null)
                        : new Attempt<>(null, images.refusal()),
                Attempt.of(() -> uses(workspace, model, images)),
                workspace.page(ModelsResource.PAGE));
    }

    private List<EndpointRow> uses(
            MlWorkspace workspace, ModelBody model, Attempt<List<ModelBody.Image>> images) {
        List<EndpointRow> uses =
                new ArrayList<>(
                        deployed.deployments(
                                workspace, model.name(), String.valueOf(model.version())));
        if (images.refusal() == null) {
            uses.addAll(
                    deployed.services(
                            workspace, images.value().stream().map(ModelBody.Image::id).toList()));
        }
        return uses;
    }

    private ImageView image(MlWorkspace workspace, ModelBody.Image image) {
        ArmResourceId id = workspace.workspace().containerRegistry();
        String location = image.imageLocation();
        return new ImageView(
                image.id(),
                image.creationState(),
                location,
                location == null || id == null
                        ? null
                        : Attempt.of(() -> registry.layers(id.name(), location)));
    }

    /** Returns the model as Azure Resource Manager has it; null when it is not shown there. */
    private ModelBody.VersionProperties version(MlWorkspace workspace, ModelBody model) {
        ArmResourceId id =
                workspace
                        .workspace()
                        .id()
                        .armId()
                        .child("models", model.name())
                        .child("versions", String.valueOf(model.version()));
        ModelBody.Version found =
                Attempt.of(() -> arm.get(ResourceManager.path(id)).as(ModelBody.Version.class))
                        .value();
        return found == null ? null : found.properties();
    }

    private static ModelRow row(MlWorkspace workspace, ModelBody model) {
        String framework = model.framework() == null ? "" : model.framework();
        return new ModelRow(
                model.id(),
                model.frameworkVersion() == null
                        ? framework
                        : framework + " " + model.frameworkVersion(),
                model.createdTime() == null ? "" : model.createdTime().toString(),
                model.runId(),
                model.runId() == null || model.runId().isEmpty()
                        ? null
                        : workspace.page("runs", model.runId()),
                workspace.page(ModelsResource.PAGE, model.id()));
    }
}
