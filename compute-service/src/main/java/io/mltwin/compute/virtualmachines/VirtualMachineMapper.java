package io.mltwin.compute.virtualmachines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Between rows and Azure's {@code VirtualMachine}. */
final class VirtualMachineMapper {

    private static final List<String> KEPT = List.of("tags", "zones", "plan", "properties");

    private VirtualMachineMapper() {}

    /** What is kept of a request: no secret, nothing that the service says itself. */
    static ObjectNode content(JsonNode body, ObjectMapper json) {
        ObjectNode content = json.createObjectNode();
        for (String member : KEPT) {
            if (body.hasNonNull(member)) {
                content.set(member, body.path(member).deepCopy());
            }
        }
        VirtualMachineRules.dropSecrets(content.withObject("/properties"));
        return content;
    }

    static ObjectNode arm(VirtualMachineEntity row, ObjectMapper json) {
        ObjectNode body =
                json.createObjectNode()
                        .put("id", row.armId)
                        .put("name", row.name)
                        .put("type", VirtualMachineService.TYPE)
                        .put("location", row.location);
        body.putObject("tags");
        body.setAll(read(row.content, json));
        body.withObject("/properties")
                .put("vmId", row.vmId.toString())
                .put("provisioningState", "Succeeded")
                .put("timeCreated", row.created.toString());
        return body;
    }

    static ObjectNode read(String text, ObjectMapper json) {
        try {
            return (ObjectNode) json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored virtual machine is no JSON", e);
        }
    }
}
