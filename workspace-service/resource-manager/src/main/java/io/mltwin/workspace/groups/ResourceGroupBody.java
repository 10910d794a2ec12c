package io.mltwin.workspace.groups;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;

/** Microsoft.Resources/resourceGroups on the wire. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ResourceGroupBody(
        String id,
        String name,
        String type,
        String location,
        String managedBy,
        Map<String, String> tags,
        Properties properties) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Properties(String provisioningState) {}
}
