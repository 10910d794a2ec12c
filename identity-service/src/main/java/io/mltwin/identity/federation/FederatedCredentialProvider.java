package io.mltwin.identity.federation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials (2023-01-31).
 *
 * <p>Deviation: a list comes in one page, since an identity has at most 20.
 */
@Singleton
class FederatedCredentialProvider implements ArmProvider {

    private final FederatedCredentialService service;
    private final ObjectMapper json;

    FederatedCredentialProvider(FederatedCredentialService service, ObjectMapper json) {
        this.service = service;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(FederatedCredentialService.TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
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
            FederatedCredentialService.Put put = service.put(call.id(), call.requiredBody());
            return put.created()
                    ? ArmAnswer.created(json.valueToTree(put.credential()))
                    : ArmAnswer.ok(json.valueToTree(put.credential()));
        }
        if (call.isDelete()) {
            return service.delete(call.id()) ? ArmAnswer.ok(null) : ArmAnswer.noContent();
        }
        throw ArmErrors.methodNotAllowed(call);
    }
}
