package io.mltwin.workspace.groups;

import static io.mltwin.encoding.Absence.orEmpty;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mltwin.armweb.Json;
import java.util.Map;

/** Maps between a group's row and its wire form. */
final class ResourceGroupMapper {

    private static final TypeReference<Map<String, String>> TAGS = new TypeReference<>() {};

    private ResourceGroupMapper() {}

    static ResourceGroupBody body(ResourceGroupEntity row) {
        return new ResourceGroupBody(
                row.id,
                row.name,
                "Microsoft.Resources/resourceGroups",
                row.location,
                row.managedBy,
                tags(row.tags),
                new ResourceGroupBody.Properties(row.provisioningState));
    }

    static Map<String, String> tags(String text) {
        return Json.read(text, TAGS);
    }

    static String tags(Map<String, String> tags) {
        return Json.write(orEmpty(tags));
    }
}
