package io.mltwin.console.models;

import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.console.azure.ResourceManager;
import io.mltwin.console.endpoints.DeployedModels;
import io.mltwin.console.endpoints.EndpointsView.EndpointRow;
import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.console.ml.ModelManagement;
import io.mltwin.console.models.ModelView.ImageView;
import io.mltwin.console.models.ModelView.ModelRow;
import io.mltwin.console.page.Attempt;
import io.mltwin.console.parts.ConcurrentParts;
import io.mltwin.console.parts.Part;
import io.mltwin.console.parts.PartGroup;
import io.mltwin.encoding.UriEncoding;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Asks for what the pages of models show. */
@Singleton
record ModelPage(
        ModelManagement models,
        ResourceManager arm,
        RegistryClient registry,
        DeployedModels deployed,
        ConcurrentParts parts) {

    /** Returns all versions of all models, by name, the newest version first. */
    List<ModelRow> list(MlWorkspace workspace) {
        return models.list(workspace, "/models", ModelBody.class).stream()
                .sorted(Comparator.comparing(ModelBody::name)
                        .thenComparing(ModelBody::version, Comparator.reverseOrder()))
                .map(model -> row(workspace, model))
                .toList();
    }

    /**
     * @param id {@code NAME:VERSION}
     */
    ModelView view(MlWorkspace workspace, String id) {
        ModelBody model = models.get(workspace, "/models/" + UriEncoding.encodePathSegment(id))
                .as(ModelBody.class);
        PartGroup first = parts.group();
        // null when Azure Resource Manager does not show it
        Part<ModelBody.VersionProperties> registered = first.add(() -> version(workspace, model));
        Part<Attempt<List<ModelBody.Image>>> made = first.add(() -> Attempt.of(() -> images(workspace, id)));
        Part<Attempt<List<EndpointRow>>> deployments = first.add(() -> Attempt.of(() -> deployments(workspace, model)));
        first.read();
        ModelBody.VersionProperties version = registered.value();
        Attempt<List<ModelBody.Image>> images = made.value();
        PartGroup second = parts.group();
        Part<Attempt<List<ImageView>>> layers = second.add(() -> views(workspace, images));
        Part<Attempt<List<EndpointRow>>> uses = second.add(() -> uses(workspace, deployments.value(), images));
        second.read();
        return new ModelView(
                row(workspace, model),
                orEmpty(model.description()),
                model.url(),
                version == null ? "" : orEmpty(version.modelType()),
                version == null ? "" : orEmpty(version.stage()),
                version == null || version.flavors() == null
                        ? List.of()
                        : version.flavors().keySet().stream().sorted().toList(),
                model.kvTags() == null ? Map.of() : new TreeMap<>(model.kvTags()),
                layers.value(),
                uses.value(),
                workspace.page(ModelsResource.PAGE));
    }

    private List<ModelBody.Image> images(MlWorkspace workspace, String id) {
        return models.list(workspace, "/images?modelId=" + UriEncoding.encodeQueryValue(id), ModelBody.Image.class);
    }

    private Attempt<List<ImageView>> views(MlWorkspace workspace, Attempt<List<ModelBody.Image>> images) {
        return images.map(all -> parts.readAll(all.stream()
                .<Supplier<ImageView>>map(image -> () -> image(workspace, image))
                .toList()));
    }

    private List<EndpointRow> deployments(MlWorkspace workspace, ModelBody model) {
        return deployed.deployments(workspace, model.name(), String.valueOf(model.version()));
    }

    private Attempt<List<EndpointRow>> uses(
            MlWorkspace workspace, Attempt<List<EndpointRow>> deployments, Attempt<List<ModelBody.Image>> images) {
        if (deployments.refusal() != null || images.refusal() != null) {
            return deployments;
        }
        return Attempt.of(() -> {
            List<EndpointRow> uses = new ArrayList<>(deployments.value());
            uses.addAll(deployed.services(
                    workspace, images.value().stream().map(ModelBody.Image::id).toList()));
            return uses;
        });
    }

    private ImageView image(MlWorkspace workspace, ModelBody.Image image) {
        ArmResourceId id = workspace.workspace().containerRegistry();
        String location = image.imageLocation();
        return new ImageView(
                image.id(),
                image.creationState(),
                location,
                location == null || id == null ? null : Attempt.of(() -> registry.layers(id.name(), location)));
    }

    /** Returns the model as Azure Resource Manager has it; null when it is not shown there. */
    private ModelBody.VersionProperties version(MlWorkspace workspace, ModelBody model) {
        ArmResourceId id = workspace
                .workspace()
                .id()
                .armId()
                .child("models", model.name())
                .child("versions", String.valueOf(model.version()));
        ModelBody.Version found = Attempt.of(
                        () -> arm.get(ResourceManager.path(id)).as(ModelBody.Version.class))
                .value();
        return found == null ? null : found.properties();
    }

    private static ModelRow row(MlWorkspace workspace, ModelBody model) {
        String framework = orEmpty(model.framework());
        return new ModelRow(
                model.id(),
                model.frameworkVersion() == null ? framework : framework + " " + model.frameworkVersion(),
                model.createdTime() == null ? "" : model.createdTime().toString(),
                model.runId(),
                isEmpty(model.runId()) ? null : workspace.page("runs", model.runId()),
                workspace.page(ModelsResource.PAGE, model.id()));
    }
}
