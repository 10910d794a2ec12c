package io.mltwin.compute.environments;

import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.compute.environments.EnvironmentDefinitions.EnvironmentDefinition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/**
 * The content of an environment or of one of its versions, stored as ciphertext.
 *
 * @param definition null of an environment itself
 */
@RecordBuilder
record EnvironmentContent(
        String name,
        String description,
        Map<String, String> tags,
        Map<String, String> properties,
        boolean isArchived,
        String stage,
        String createdBy,
        String createdByType,
        EnvironmentDefinition definition)
        implements EnvironmentContentBuilder.With {

    EnvironmentContent {
        tags = Map.copyOf(orEmpty(tags));
        properties = Map.copyOf(orEmpty(properties));
    }

    /** Returns this content with the texts of another, which may change. */
    EnvironmentContent withTexts(EnvironmentContent changed) {
        return changed.with(own ->
                own.name(name).createdBy(createdBy).createdByType(createdByType).definition(definition));
    }
}
