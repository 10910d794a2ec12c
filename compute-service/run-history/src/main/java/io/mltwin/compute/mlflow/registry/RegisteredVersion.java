package io.mltwin.compute.mlflow.registry;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import java.util.TreeMap;

/**
 * A version of a model as Azure Resource Manager shows it, as far as jobs need to know it.
 *
 * @param id ARM id
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RegisteredVersion(String id, Properties properties) {

    /**
     * {@code ModelVersionProperties}.
     *
     * @param modelUri where its files lie
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Properties(String modelType, String modelUri, Map<String, Flavor> flavors) {}

    /** {@code FlavorData}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Flavor(Map<String, String> data) {}

    /** Returns the settings of an MLflow model by flavor. */
    public Map<String, Map<String, String>> flavors() {
        Map<String, Map<String, String>> all = new TreeMap<>();
        if (properties.flavors() != null) {
            properties
                    .flavors()
                    .forEach((name, flavor) -> all.put(name, flavor.data() == null ? Map.of() : flavor.data()));
        }
        return all;
    }
}
