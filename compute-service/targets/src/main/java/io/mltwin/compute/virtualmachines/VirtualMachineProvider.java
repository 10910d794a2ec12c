package io.mltwin.compute.virtualmachines;

import static io.mltwin.armweb.AzureException.notBuiltIf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.access.LinkedAccessAuthorizer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.operations.ArmOperations;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import io.mltwin.resourceprovider.TrackedResource;
import io.mltwin.resourceprovider.TrackedRows;
import io.mltwin.resourceprovider.TrackedTypes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/**
 * {@code Microsoft.Compute/virtualMachines} behind Azure Resource Manager (2020-06-01 and later), which has authorized
 * every call that ends here.
 *
 * <p>Deviation: a virtual machine is a resource and no machine: nothing boots, so there is no power state, and an
 * instance view, start, stop and the like answer 501. Of a network interface only the right to join it is looked at,
 * images and sizes are not compared with a catalogue.
 */
@Singleton
record VirtualMachineProvider(
        TrackedTypes kit,
        TrackedRows<VirtualMachineEntity> rows,
        ArmOperations operations,
        LinkedAccessAuthorizer access)
        implements ResourceProvider {

    private static final String JOIN = "Microsoft.Network/networkInterfaces/join/action";

    private static final List<String> KEPT = List.of("zones", "plan", "properties");

    @Override
    public List<ResourceType> types() {
        return List.of(kit.of(
                        "Microsoft.Compute/virtualMachines",
                        rows,
                        VirtualMachineEntity::new,
                        JsonNode.class,
                        "virtual machine")
                .named(VirtualMachineValidator.NAME)
                .validate((call, body) -> VirtualMachineValidator.validate(body))
                .prepare(this::requireJoin)
                .apply((call, row, body, none) -> change(row, body))
                .show(VirtualMachineProvider::members)
                .validatePatch(VirtualMachineValidator::validatePatch)
                .operations(id -> operations.done(id.toString()))
                .type()
                .require(VirtualMachineProvider::refuseExpansion)
                .notBuilt(Verb.POST)
                .build());
    }

    private static void refuseExpansion(ArmCall call) {
        notBuiltIf(call.query().containsKey("$expand"), "$expand of virtual machines");
    }

    /** Requires the right to join each network interface of the machine. */
    private Void requireJoin(ArmCall call, JsonNode body) {
        for (ArmResourceId joined : VirtualMachineValidator.interfaces(body)) {
            access.require(call, JOIN, joined);
        }
        return null;
    }

    /** What is kept of a request: no secret, nothing that the service says itself. */
    static ObjectNode content(JsonNode body) {
        ObjectNode content = TrackedResource.kept(body, KEPT);
        VirtualMachineValidator.dropSecrets(content.withObject("/properties"));
        return content;
    }

    private static void change(VirtualMachineEntity row, JsonNode body) {
        ObjectNode content = content(body);
        if (row.isNew()) {
            VirtualMachineValidator.validateNew(body.path("properties"));
            row.vmId = UUID.randomUUID();
        } else {
            VirtualMachineValidator.validateChange(
                    TrackedResource.read(row.content).path("properties"), content.path("properties"));
        }
        row.content = content.toString();
    }

    private static ObjectNode members(VirtualMachineEntity row) {
        ObjectNode members = TrackedResource.read(row.content);
        members.withObject("/properties")
                .put("vmId", row.vmId.toString())
                .put("provisioningState", "Succeeded")
                .put("timeCreated", row.createdAt.toString());
        return members;
    }
}
