package io.mltwin.compute.assets;

import static io.mltwin.encoding.Absence.orEmpty;

import com.fasterxml.jackson.databind.JsonNode;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/**
 * {@code CodeVersionProperties}, {@code DataVersionBaseProperties}, {@code
 * ComponentVersionProperties} and the properties of their containers (2022-05-01 to 2024-04-01).
 *
 * @param codeUri of code
 * @param dataType of data
 * @param dataUri of data
 * @param referencedUris of data that is an MLTable
 * @param componentSpec of a component
 */
@RecordBuilder
public record AssetProperties(
        String description,
        Map<String, String> properties,
        Map<String, String> tags,
        Boolean isAnonymous,
        Boolean isArchived,
        String stage,
        String codeUri,
        String dataType,
        String dataUri,
        List<String> referencedUris,
        JsonNode componentSpec,
        JsonNode autoDeleteSetting,
        JsonNode intellectualProperty)
        implements AssetPropertiesBuilder.With {

    public AssetProperties {
        properties = orEmpty(properties);
        tags = orEmpty(tags);
        isAnonymous = Boolean.TRUE.equals(isAnonymous);
        isArchived = Boolean.TRUE.equals(isArchived);
    }

    /** Properties of a data version that a service registers. */
    public static AssetProperties ofData(String dataType, String dataUri) {
        return AssetPropertiesBuilder.builder()
                .dataType(dataType)
                .dataUri(dataUri)
                .build();
    }
}
