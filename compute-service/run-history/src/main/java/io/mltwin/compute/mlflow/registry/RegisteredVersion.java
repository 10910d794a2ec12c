package io.mltwin.compute.mlflow.registry;

import static io.mltwin.encoding.Absence.orEmpty;

import java.util.Map;
import java.util.TreeMap;

/**
 * A version of a model as Azure Resource Manager shows it, as far as jobs need to know it.
 *
 * @param id ARM id
 */
public record RegisteredVersion(String id, Properties properties) {

    /**
     * {@code ModelVersionProperties}.
     *
     * @param modelUri where its files lie
     */
    public record Properties(String modelType, String modelUri, Map<String, Flavor> flavors) {}

    /** {@code FlavorData}. */
    public record Flavor(Map<String, String> data) {}

    /** Returns the settings of an MLflow model by flavor. */
    public Map<String, Map<String, String>> flavors() {
        Map<String, Map<String, String>> all = new TreeMap<>();
        if (properties.flavors() != null) {
            properties.flavors().forEach((name, flavor) -> all.put(name, orEmpty(flavor.data())));
        }
        return all;
    }
}
