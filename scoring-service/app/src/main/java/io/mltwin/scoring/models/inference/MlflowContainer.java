package io.mltwin.scoring.models.inference;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.mltwin.container.ContainerException;
import io.mltwin.container.ContainerSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A container for an MLflow model without an entry script: Azure ML's no-code deployment. It gets
 * the entry script that {@code deploy/scoring-container} has for such models, and the flavors of
 * {@code MLmodel} as JSON.
 *
 * <p>Deviation: the script runs in Python of the machine, with the packages that it has; {@code
 * conda.yaml} of the model is not installed. Models of other flavors than sklearn, onnx and pickled
 * python_function need an entry script.
 */
final class MlflowContainer {

    private static final String FOLDER = "mlflow";
    private static final int LARGEST = 1024 * 1024;
    private static final String SCRIPT = "from inference_server.mlflow_model import init, run\n";
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final ObjectMapper JSON = new JsonMapper();

    private MlflowContainer() {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record MlmodelContent(Map<String, JsonNode> flavors) {}

    record Description(String folder, Map<String, JsonNode> flavors) {}

    /**
     * Writes what the container starts with into its folder.
     *
     * @param mlmodel the file, below the folder
     * @param modelDir folder of the model, below the folder, which has the file
     * @param environment id of a curated environment for Python
     * @throws ContainerException where the file is no MLmodel
     */
    static ContainerSpec spec(Path folder, Path mlmodel, Path modelDir, String environment) throws ContainerException {
        Path file = folder.resolve(mlmodel);
        try {
            if (Files.size(file) > LARGEST) {
                throw unusable("it has more than " + LARGEST + " bytes");
            }
            MlmodelContent content = YAML.readValue(file.toFile(), MlmodelContent.class);
            if (content == null || content.flavors() == null) {
                throw unusable("it names no flavors");
            }
            Path script = Path.of(FOLDER, "score.py");
            Files.createDirectories(folder.resolve(FOLDER));
            Files.writeString(folder.resolve(script), SCRIPT);
            JSON.writeValue(
                    folder.resolve(FOLDER).resolve("mlmodel.json").toFile(),
                    new Description(modelDir.relativize(mlmodel.getParent()).toString(), content.flavors()));
            return ContainerSpec.script(ContainerSpec.Kind.PYTHON, folder, script, modelDir, environment);
        } catch (JsonProcessingException e) {
            throw unusable("it is no YAML");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the container's entry script", e);
        }
    }

    private static ContainerException unusable(String why) {
        return new ContainerException(ContainerException.Kind.CLOSED, "the model's MLmodel cannot be used: " + why);
    }
}
