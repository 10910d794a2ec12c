package io.mltwin.compute.environments;

import java.util.Map;

/**
 * The content of an environment or of one of its versions, stored as ciphertext.
 *
 * @param definition null of an environment itself
 */
record EnvironmentContent(
        String name,
        String description,
        Map<String, String> tags,
        Map<String, String> properties,
        boolean isArchived,
        String stage,
        String createdBy,
        String createdByType,
        EnvironmentDefinition definition) {

    EnvironmentContent {
        tags = tags == null ? Map.of() : Map.copyOf(tags);
        properties = properties == null ? Map.of() : Map.copyOf(properties);
    }

    /** Returns this content with the texts of another, which may change. */
    EnvironmentContent withTexts(EnvironmentContent changed) {
        return new EnvironmentContent(
                name,
                changed.description,
                changed.tags,
                changed.properties,
                changed.isArchived,
                changed.stage,
                createdBy,
                createdByType,
                definition);
    }
}
