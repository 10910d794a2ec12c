package io.mltwin.compute.virtualmachines;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.access.LinkedAccess;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code Microsoft.Compute/virtualMachines} behind Azure Resource Manager (2020-06-01 and later).
 */
@Singleton
class VirtualMachineProvider implements ArmProvider {

    private static final String JOIN = "Microsoft.Network/networkInterfaces/join/action";

    private final VirtualMachineService machines;
    private final LinkedAccess access;

    VirtualMachineProvider(VirtualMachineService machines, LinkedAccess access) {
        this.machines = machines;
        this.access = access;
    }

    @Override
    public List<String> types() {
        return List.of(VirtualMachineService.TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (call.method().equals("POST")
                || !AsciiCase.equal(call.target().type(), VirtualMachineService.TYPE)) {
            throw AzureFault.notBuilt(call.method() + " of " + call.target().type());
        }
        if (call.query().containsKey("$expand")) {
            throw AzureFault.notBuilt("$expand of virtual machines");
        }
        if (call.isList()) {
            return ArmAnswer.ok(machines.list(call.id()));
        }
        if (call.isGet()) {
            return ArmAnswer.ok(machines.get(call.id()));
        }
        if (call.isPut()) {
            return put(call);
        }
        if (call.isPatch()) {
            return ArmAnswer.ok(machines.patch(call.id(), call.requiredBody()));
        }
        if (call.isDelete()) {
            return machines.delete(call.id())
                    .map(operation -> ArmAnswer.accepted(202, null, operation))
                    .orElseGet(ArmAnswer::noContent);
        }
        throw ArmErrors.methodNotAllowed(call);
    }

    private ArmAnswer put(ArmCall call) {
        JsonNode body = call.requiredBody();
        for (ArmResourceId joined : VirtualMachineRules.interfaces(body)) {
            access.require(call, JOIN, joined);
        }
        VirtualMachineService.Stored stored = machines.put(call.id(), body);
        return ArmAnswer.accepted(stored.isNew() ? 201 : 200, stored.body(), stored.operationId());
    }
}
