package io.mltwin.workspace.network;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Microsoft.Network/privateEndpoints behind Azure Resource Manager (API 2021-08-01): PUT, PATCH of
 * tags, GET, list, DELETE. DNS zone groups and endpoints to anything but workspaces answer 501.
 *
 * <p>Deviation: there are no virtual networks: a private endpoint's subnet is asked for the
 * permission to join and not whether it exists, its address is one of this machine's loopback
 * addresses, it has no network interface, and in containers nobody reaches it.
 */
@Singleton
class PrivateEndpointProvider implements ArmProvider {

    private final PrivateEndpoints endpoints;
    private final ObjectMapper json;

    PrivateEndpointProvider(PrivateEndpoints endpoints, ObjectMapper json) {
        this.endpoints = endpoints;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(PrivateEndpointRules.TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (!AsciiCase.equal(call.target().type(), PrivateEndpointRules.TYPE)) {
            throw AzureFault.notBuilt(call.method() + " of " + call.target().type());
        }
        if (call.isList()) {
            return ArmAnswer.ok(json.valueToTree(endpoints.list(call.id())));
        }
        return switch (call.method()) {
            case "GET", "HEAD" -> ArmAnswer.ok(json.valueToTree(endpoints.get(call.id())));
            case "PUT" -> put(call);
            case "PATCH" ->
                    ArmAnswer.ok(json.valueToTree(endpoints.retag(call.id(), read(call).tags())));
            case "DELETE" ->
                    endpoints.delete(call.id()) ? ArmAnswer.ok(null) : ArmAnswer.noContent();
            default -> throw ArmErrors.methodNotAllowed(call);
        };
    }

    private ArmAnswer put(ArmCall call) {
        PrivateEndpointRules.Wanted wanted = PrivateEndpointRules.check(call.id(), read(call));
        endpoints.requireAllowed(call, wanted);
        PrivateEndpoints.Written written = endpoints.put(call.id(), wanted);
        return written.created()
                ? ArmAnswer.created(json.valueToTree(written.endpoint()))
                : ArmAnswer.ok(json.valueToTree(written.endpoint()));
    }

    private PrivateEndpointBody read(ArmCall call) {
        return call.body(json, PrivateEndpointBody.class, "private endpoint");
    }
}
