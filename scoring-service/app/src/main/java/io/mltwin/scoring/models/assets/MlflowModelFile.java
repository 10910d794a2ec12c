package io.mltwin.scoring.models.assets;

import static io.mltwin.armweb.Json.isGiven;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The file {@code MLmodel} in the folder of an MLflow model, which says how it can be loaded. */
final class MlflowModelFile {

    static final String NAME = "MLmodel";

    /** Bytes that it may have. */
    static final int LARGEST = 1024 * 1024;

    private static final YAMLMapper YAML = new YAMLMapper();

    private MlflowModelFile() {}

    /** The part that is read here. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Content(Map<String, Map<String, JsonNode>> flavors) {}

    /** Finds the file among those of a model: right below its folder. */
    static Optional<ContentFile> find(List<ContentFile> files) {
        return files.stream()
                .filter(file -> file.name().matches("([^/]+/)?" + NAME))
                .findFirst();
    }

    /**
     * Reads the settings of its flavors; those that are no plain values are JSON texts. Empty for
     * what is no YAML with the member flavors.
     */
    static Optional<Map<String, Map<String, String>>> flavors(byte[] content) {
        Content read;
        try {
            read = YAML.readValue(content, Content.class);
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
