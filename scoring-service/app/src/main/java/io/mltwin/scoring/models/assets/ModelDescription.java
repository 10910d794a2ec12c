package io.mltwin.scoring.models.assets;

import static io.mltwin.armweb.Json.isGiven;
import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.machinelearning.UserErrors.invalid;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.artifacts.ArtifactClient;
import io.mltwin.scoring.models.assets.ModelEntity.ModelType;
import io.mltwin.scoring.models.assets.RegisteredModel.ContentFile;
import io.mltwin.scoring.workspaces.WorkspaceView;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds out of what type a model is, and the flavors of an MLflow model, by its files. */
@Singleton
record ModelDescription(ArtifactClient artifacts) {

    private static final String NAME = "MLmodel";

    /** Bytes that it may have. */
    private static final int LARGEST = 1024 * 1024;

    private static final YAMLMapper YAML = new YAMLMapper();

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
            String flavors = modelFile(files)
                    .flatMap(file -> flavors(workspace, file))
                    .orElseThrow(() -> invalid(
                            "properties.modelUri",
                            "The folder of an mlflow_model must hold a file %s, YAML with the member flavors.",
                            NAME));
            return new Described(type, flavors);
        }
        return new Described(type, isEmpty(given) ? null : JsonText.of(settings(given)));
    }

    /** Describes what MLflow's registry takes: an MLflow model where there is an MLmodel. */
    Described describeForMlflow(WorkspaceView workspace, List<ContentFile> files) {
        return modelFile(files)
                .flatMap(file -> flavors(workspace, file))
                .map(flavors -> new Described(ModelType.MLFLOW, flavors))
                .orElse(new Described(ModelType.CUSTOM, null));
    }

    private Optional<String> flavors(WorkspaceView workspace, ContentFile file) {
        return flavors(artifacts.read(workspace, file.file(), LARGEST)).map(JsonText::of);
    }

    /** Returns the settings of the flavors that a client gives. */
    static Map<String, Map<String, String>> settings(Map<String, ModelVersionBody.Flavor> given) {
        Map<String, Map<String, String>> settings = new TreeMap<>();
        given.forEach((name, flavor) ->
                settings.put(name, flavor == null || flavor.data() == null ? Map.of() : flavor.data()));
        return settings;
    }

    /** What is read of the file {@code MLmodel} in the folder of an MLflow model. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record MlflowModel(Map<String, Map<String, JsonNode>> flavors) {}

    /** Finds the file that says how a model can be loaded among those of the model: right below its folder. */
    private static Optional<ContentFile> modelFile(List<ContentFile> files) {
        return files.stream()
                .filter(file -> file.name().matches("([^/]+/)?" + NAME))
                .findFirst();
    }

    /**
     * Reads the settings of its flavors; those that are no plain values are JSON texts. Empty for
     * what is no YAML with the member flavors.
     */
    private static Optional<Map<String, Map<String, String>>> flavors(byte[] content) {
        MlflowModel read;
        try {
            read = YAML.readValue(content, MlflowModel.class);
        } catch (IOException noModelFile) {
            return Optional.empty();
        }
        if (read == null || read.flavors() == null) {
            return Optional.empty();
        }
        Map<String, Map<String, String>> flavors = new LinkedHashMap<>();
        read.flavors().forEach((name, settings) -> flavors.put(name, texts(settings)));
        return Optional.of(flavors);
    }

    private static Map<String, String> texts(Map<String, JsonNode> settings) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (settings != null) {
            settings.forEach((name, value) -> {
                if (isGiven(value)) {
                    texts.put(name, value.isValueNode() ? value.asText() : value.toString());
                }
            });
        }
        return texts;
    }
}
