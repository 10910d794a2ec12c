package io.mltwin.scoring.models.assets;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.resourceprovider.Sealed;
import io.mltwin.resourceprovider.SystemData;
import io.mltwin.scoring.documents.JsonText;
import java.util.Map;
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
}
