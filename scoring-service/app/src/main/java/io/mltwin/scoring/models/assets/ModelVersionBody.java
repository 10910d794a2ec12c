package io.mltwin.scoring.models.assets;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.resourceprovider.SystemData;
import java.util.Map;

/**
 * {@code ModelContainer} and {@code ModelVersion} of Azure Resource Manager (2022-05-01 to
 * 2024-04-01), as they are given and as they are shown.
 */
record ModelVersionBody(String id, String name, String type, Properties properties, SystemData systemData) {

    /**
     * Properties of either; a container has no type, place and stage, a version no latest version.
     *
     * @param modelUri where the files lie
     * @param jobName run that made them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Properties(
            @JsonInclude(JsonInclude.Include.ALWAYS) String description,
            Map<String, String> tags,
            Map<String, String> properties,
            Boolean isAnonymous,
            Boolean isArchived,
            String stage,
            String modelType,
            String modelUri,
            String jobName,
            Map<String, Flavor> flavors,
            String latestVersion,
            String nextVersion,
            String provisioningState,
            JsonNode autoDeleteSetting,
            JsonNode intellectualProperty) {

        Properties {
            tags = tags == null ? Map.of() : tags;
            properties = properties == null ? Map.of() : properties;
            isAnonymous = Boolean.TRUE.equals(isAnonymous);
            isArchived = Boolean.TRUE.equals(isArchived);
        }
    }

    /** {@code FlavorData}: settings of one flavor of an MLflow model. */
    record Flavor(Map<String, String> data) {}
}
