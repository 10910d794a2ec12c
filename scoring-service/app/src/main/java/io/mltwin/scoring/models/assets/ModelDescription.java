package io.mltwin.scoring.models.assets;

import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.machinelearning.UserErrors.invalid;

import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.artifacts.ArtifactClient;
import io.mltwin.scoring.workspaces.WorkspaceView;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds out of what type a model is, and the flavors of an MLflow model, by its files. */
@Singleton
class ModelDescription {

    private final ArtifactClient artifacts;

    ModelDescription(ArtifactClient artifacts) {
        this.artifacts = artifacts;
    }

    /**
     * Type of a model.
     *
     * @param flavors JSON text, null for none
     */
    record Described(ModelType type, String flavors) {}

    /**
     * Describes a model whose type its client says.
     *
     * @throws io.mltwin.armweb.AzureException 400 for an MLflow model without a readable MLmodel
     */
    Described describe(
            WorkspaceView workspace,
            List<ContentFile> files,
            ModelType type,
            Map<String, ModelVersionBody.Flavor> given) {
        if (type == ModelType.MLFLOW) {
            String flavors = MlflowModelFile.find(files)
                    .flatMap(file -> flavors(workspace, file))
                    .orElseThrow(() -> invalid(
                            "properties.modelUri",
                            "The folder of an mlflow_model must hold a file %s, YAML with the member flavors.",
                            MlflowModelFile.NAME));
            return new Described(type, flavors);
        }
        return new Described(type, isEmpty(given) ? null : JsonText.of(settings(given)));
    }

    /** Describes what MLflow's registry takes: an MLflow model where there is an MLmodel. */
    Described describeForMlflow(WorkspaceView workspace, List<ContentFile> files) {
        return MlflowModelFile.find(files)
                .flatMap(file -> flavors(workspace, file))
                .map(flavors -> new Described(ModelType.MLFLOW, flavors))
                .orElse(new Described(ModelType.CUSTOM, null));
    }

    private Optional<String> flavors(WorkspaceView workspace, ContentFile file) {
        return MlflowModelFile.flavors(artifacts.read(workspace, file.file(), MlflowModelFile.LARGEST))
                .map(JsonText::of);
    }

    /** Returns the settings of the flavors that a client gives. */
    static Map<String, Map<String, String>> settings(Map<String, ModelVersionBody.Flavor> given) {
        Map<String, Map<String, String>> settings = new TreeMap<>();
        given.forEach((name, flavor) ->
                settings.put(name, flavor == null || flavor.data() == null ? Map.of() : flavor.data()));
        return settings;
    }
}
