package io.mltwin.identity.managedidentities;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AsciiCase;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Microsoft.ManagedIdentity/identities: the system-assigned identity of the resource that it
 * extends, for reading, always called {@code default}.
 */
@Singleton
class SystemAssignedIdentityProvider implements ArmProvider {

    private static final String TYPE = "Microsoft.ManagedIdentity/identities";

    private final ManagedIdentityService service;
    private final ObjectMapper json;

    SystemAssignedIdentityProvider(ManagedIdentityService service, ObjectMapper json) {
        this.service = service;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (!call.isGet()) {
            throw ArmErrors.methodNotAllowed(call);
        }
        ManagedIdentityBody.Registered identity =
                AsciiCase.equal(call.id().name(), "default")
                        ? service.systemAssigned(call.id().providerScope()).orElse(null)
                        : null;
        if (identity == null) {
            throw ArmErrors.resourceNotFound(call.id());
        }
        ObjectNode body = json.createObjectNode();
        body.put("id", call.id().toString()).put("name", "default").put("type", TYPE);
        body.putObject("properties")
                .put("tenantId", identity.tenantId())
                .put("principalId", identity.objectId())
                .put("clientId", identity.clientId());
        return ArmAnswer.ok(body);
    }
}
