package io.mltwin.identity.managedidentities;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AzureFault;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Microsoft.ManagedIdentity/userAssignedIdentities (2018-11-30, 2023-01-31). Deviation: no
 * federated credentials (501).
 */
@Singleton
class UserAssignedIdentityProvider implements ArmProvider {

    private final UserAssignedIdentityService service;
    private final ObjectMapper json;

    UserAssignedIdentityProvider(UserAssignedIdentityService service, ObjectMapper json) {
        this.service = service;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(UserAssignedIdentityService.TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (!call.target().type().equalsIgnoreCase(UserAssignedIdentityService.TYPE)) {
            throw AzureFault.notBuilt(call.target().type());
        }
        if (call.isList()) {
            ObjectNode body = json.createObjectNode();
            body.set("value", json.valueToTree(service.list(call.id())));
            return ArmAnswer.ok(body);
        }
        if (call.isGet()) {
            return ArmAnswer.ok(
                    json.valueToTree(
                            service.find(call.id())
                                    .orElseThrow(() -> ArmErrors.resourceNotFound(call.id()))));
        }
        if (call.isPut()) {
            UserAssignedIdentityService.Put put =
                    service.put(call.id(), call.caller().tenantId(), call.requiredBody());
            return put.created()
                    ? ArmAnswer.created(json.valueToTree(put.identity()))
                    : ArmAnswer.ok(json.valueToTree(put.identity()));
        }
        if (call.isPatch()) {
            return ArmAnswer.ok(json.valueToTree(service.patch(call.id(), call.requiredBody())));
        }
        if (call.isDelete()) {
            return service.delete(call.id()) ? ArmAnswer.ok(null) : ArmAnswer.noContent();
        }
        throw ArmErrors.methodNotAllowed(call);
    }
}
