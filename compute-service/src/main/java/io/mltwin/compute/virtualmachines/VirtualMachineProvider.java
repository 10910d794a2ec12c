package io.mltwin.compute.virtualmachines;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.access.LinkedAccessAuthorizer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code Microsoft.Compute/virtualMachines} behind Azure Resource Manager (2020-06-01 and later).
 */
@Singleton
class VirtualMachineProvider implements ResourceProvider {

    private static final String JOIN = "Microsoft.Network/networkInterfaces/join/action";

    private final VirtualMachineService machines;
    private final LinkedAccessAuthorizer access;

    VirtualMachineProvider(VirtualMachineService machines, LinkedAccessAuthorizer access) {
        this.machines = machines;
        this.access = access;
    }

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(VirtualMachineService.TYPE)
                .require(VirtualMachineProvider::refuseExpansion)
                .get(call -> machines.get(call.id()))
                .list(call -> machines.list(call.id()))
                .put(ResourceChange.readingTree()
                        .validate((call, body) ->
                                VirtualMachineValidator.validate(call.id().name(), body))
                        .prepare(this::requireJoin)
                        .apply((call, body, none) -> machines.put(call.id(), body)))
                .patch(ResourceChange.readingTree()
                        .validate((call, body) -> VirtualMachineValidator.validatePatch(body))
                        .apply(machines::patch))
                .delete(machines::delete)
                .notBuilt(Verb.POST)
                .build());
    }

    private static void refuseExpansion(ArmCall call) {
        if (call.query().containsKey("$expand")) {
            throw AzureException.notBuilt("$expand of virtual machines");
        }
    }

    /** Requires the right to join each network interface of the machine. */
    private Void requireJoin(ArmCall call, JsonNode body) {
        for (ArmResourceId joined : VirtualMachineValidator.interfaces(body)) {
            access.require(call, JOIN, joined);
        }
        return null;
    }
}
