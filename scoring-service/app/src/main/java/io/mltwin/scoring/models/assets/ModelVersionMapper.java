package io.mltwin.scoring.models.assets;

import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.machinelearning.UserErrors.fixed;
import static io.mltwin.machinelearning.UserErrors.pathFixed;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.resourceprovider.Sealed;
import io.mltwin.resourceprovider.SystemData;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.artifacts.ArtifactUrl;
import io.mltwin.scoring.models.artifacts.DatastoreClient;
import io.mltwin.scoring.models.artifacts.ModelPlace;
import io.mltwin.scoring.models.assets.ModelEntity.ModelStage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Rows of models and of their versions as Azure Resource Manager shows them. */
final class ModelVersionMapper {

    private static final String SUCCEEDED = "Succeeded";

    private ModelVersionMapper() {}

    /**
     * A model.
     *
     * @param latest version, or null
     * @param next version that a client is to give
     */
    static ModelVersionBody container(ArmResourceId workspace, RegisteredModelEntity model, Integer latest, int next) {
        return body(
                workspace.child("models", model.name),
                new ModelVersionBody.Properties(
                        Sealed.text(model.description),
                        JsonText.map(model.tags),
                        JsonText.map(model.properties),
                        null,
                        model.isArchived,
                        null,
                        null,
                        null,
                        null,
                        null,
                        latest == null ? null : latest.toString(),
                        Integer.toString(next),
                        SUCCEEDED,
                        null,
                        null),
                model.systemData());
    }

    static ModelVersionBody version(ArmResourceId workspace, ModelEntity model, String modelUri) {
        return body(
                workspace.child("models", model.name).child("versions", Integer.toString(model.version)),
                new ModelVersionBody.Properties(
                        Sealed.text(model.description),
                        JsonText.map(model.tags),
                        JsonText.map(model.properties),
                        model.isAnonymous,
                        model.isArchived,
                        ModelStage.NONE.wireName().equals(model.stage) ? null : model.stage,
                        model.modelType,
                        modelUri,
                        model.runId,
                        flavorBodies(model),
                        null,
                        null,
                        SUCCEEDED,
                        null,
                        null),
                model.systemData());
    }

    private static ModelVersionBody body(
            ArmResourceId id, ModelVersionBody.Properties properties, SystemData systemData) {
        return new ModelVersionBody(id.toString(), id.name(), id.type(), properties, systemData);
    }

    private static Map<String, ModelVersionBody.Flavor> flavorBodies(ModelEntity model) {
        Map<String, ModelVersionBody.Flavor> flavors = new TreeMap<>();
        flavors(model).forEach((name, data) -> flavors.put(name, new ModelVersionBody.Flavor(data)));
        return flavors;
    }

    /** Settings by flavor. */
    static Map<String, Map<String, String>> flavors(ModelEntity model) {
        return JsonText.as(
                model.flavors == null ? "{}" : Sealed.text(model.flavors),
                new TypeReference<TreeMap<String, Map<String, String>>>() {});
    }

    /**
     * Changes the row as a PUT of a version that is there says: what it says for good stays, as in Azure, and
     * properties are added only.
     *
     * @param place that the request names; null for the one that the version has
     * @throws io.mltwin.armweb.AzureException 409 for another place, type, run or property
     */
    static void change(ModelEntity row, ModelVersionBody.Properties given, ModelPlace place) {
        if (place != null && !withoutSlash(place.url()).equals(withoutSlash(row.url))) {
            throw pathFixed();
        }
        refuseOther(row, "modelType", row.modelType, given.modelType());
        refuseOther(row, "jobName", row.runId, given.jobName());
        refuseOther(row, "isAnonymous", row.isAnonymous, given.isAnonymous());
        if (!isEmpty(given.flavors())) {
            refuseOther(row, "flavors", flavors(row), ModelDescription.settings(given.flavors()));
        }
        Map<String, String> properties = new TreeMap<>(JsonText.map(row.properties));
        given.properties().forEach((name, value) -> {
            String there = properties.putIfAbsent(name, value);
            refuseOther(row, "properties." + name, there, value);
        });
        row.properties = JsonText.sealed(properties);
        row.description = Sealed.of(given.description());
        row.tags = JsonText.sealed(given.tags());
        row.isArchived = given.isArchived();
        row.runId = row.runId == null ? given.jobName() : row.runId;
        // Azure's clients leave the stage out where they archive and restore
        row.stage = given.stage() == null ? row.stage : given.stage();
    }

    private static void refuseOther(ModelEntity row, String field, Object there, Object given) {
        if (there != null && given != null && !Objects.equals(there, given)) {
            throw fixed("model", row.name, row.version, field);
        }
    }

    private static String withoutSlash(String url) {
        return url.replaceAll("/+$", "");
    }

    /** The path of an artifact as one in the datastore that has the artifacts. */
    private static String ofArtifact(ArmResourceId workspace, String path) {
        return "azureml://subscriptions/"
                + workspace.subscriptionId()
                + "/resourcegroups/"
                + workspace.resourceGroup()
                + "/workspaces/"
                + workspace.name()
                + "/datastores/workspaceartifactstore/paths/"
                + path;
    }

    /**
     * The {@code modelUri} of model management's URL of a model; of an asset with several artifacts, of the folder that has them all.
     *
     * @param asset what the URL names where it names an asset, else null
     */
    static String modelUri(ArmResourceId workspace, String url, AssetEntity asset) {
        if (DatastoreClient.isDatastoreUri(url)) {
            return url;
        }
        ArtifactUrl parsed = ArtifactUrl.parse(url);
        if (parsed == null) {
            return url;
        }
        if (parsed.kind() == ArtifactUrl.Kind.ARTIFACT) {
            return ofArtifact(workspace, parsed.value());
        }
        return asset == null
                ? url
                : ofArtifact(
                        workspace,
                        commonFolder(Arrays.stream(JsonText.as(asset.artifacts, AssetBody.Artifact[].class))
                                .map(ModelVersionMapper::path)
                                .toList()));
    }

    private static String path(AssetBody.Artifact artifact) {
        if (artifact.id() == null) {
            return artifact.prefix();
        }
        ArtifactUrl url = ArtifactUrl.parse(artifact.id());
        return url == null ? artifact.id() : url.value();
    }

    private static String commonFolder(List<String> paths) {
        String common = paths.get(0);
        for (String path : paths) {
            int same = 0;
            while (same < Math.min(common.length(), path.length()) && common.charAt(same) == path.charAt(same)) {
                same++;
            }
            if (same < common.length() || same < path.length()) {
                common = common.substring(0, common.lastIndexOf('/', same - 1) + 1);
            }
        }
        return common;
    }
}
