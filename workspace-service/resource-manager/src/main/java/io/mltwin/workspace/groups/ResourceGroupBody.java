package io.mltwin.workspace.groups;

import java.util.Map;

/** Microsoft.Resources/resourceGroups on the wire. */
record ResourceGroupBody(
        String id,
        String name,
        String type,
        String location,
        String managedBy,
        Map<String, String> tags,
        Properties properties) {

    record Properties(String provisioningState) {}
}
