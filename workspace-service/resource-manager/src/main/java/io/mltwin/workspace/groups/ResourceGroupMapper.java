package io.mltwin.workspace.groups;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** Maps between a group's row and its wire form. */
final class ResourceGroupMapper {

    private static final TypeReference<Map<String, String>> TAGS = new TypeReference<>() {};

    private ResourceGroupMapper() {}

    static ResourceGroupBody body(ResourceGroupEntity row, ObjectMapper json) {
        return new ResourceGroupBody(
                row.id,
                row.name,
                "Microsoft.Resources/resourceGroups",
                row.location,
                row.managedBy,
                tags(row.tags, json),
                new ResourceGroupBody.Properties(row.provisioningState));
    }

    static Map<String, String> tags(String text, ObjectMapper json) {
        try {
            return json.readValue(text, TAGS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("tags of a group cannot be read", e);
        }
    }

    static String tags(Map<String, String> tags, ObjectMapper json) {
        try {
            return json.writeValueAsString(tags == null ? Map.of() : tags);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("tags cannot be written", e);
        }
    }
}
