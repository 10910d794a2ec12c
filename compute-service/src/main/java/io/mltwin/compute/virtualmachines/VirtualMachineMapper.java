package io.mltwin.compute.virtualmachines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.resourceprovider.TrackedResource;
import java.util.List;

/** Maps between rows and Azure's {@code VirtualMachine}. */
final class VirtualMachineMapper {

    private static final List<String> KEPT = List.of("tags", "zones", "plan", "properties");

    private VirtualMachineMapper() {}

    /** Returns the part of a request that is kept: no secret, nothing that the service says itself. */
    static ObjectNode content(JsonNode body) {
        ObjectNode content = TrackedResource.kept(body, KEPT);
        VirtualMachineValidator.dropSecrets(content.withObject("/properties"));
        return content;
    }

    static ObjectNode arm(VirtualMachineEntity row) {
        ObjectNode body =
                TrackedResource.shown(row.armId, row.name, VirtualMachineService.TYPE, row.location, row.content);
        body.withObject("/properties")
                .put("vmId", row.vmId.toString())
                .put("provisioningState", "Succeeded")
                .put("timeCreated", row.created.toString());
        return body;
    }
}
