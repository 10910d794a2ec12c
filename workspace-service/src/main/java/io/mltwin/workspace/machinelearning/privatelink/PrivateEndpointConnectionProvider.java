package io.mltwin.workspace.machinelearning.privatelink;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.access.LinkedAccess;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Private endpoint connections of a workspace behind Azure Resource Manager (API 2020-08-01 and
 * 2022-10-01). Approving one lets a network in, so beside the write it needs {@code
 * privateEndpointConnectionsApproval/action} on the workspace.
 */
@Singleton
class PrivateEndpointConnectionProvider implements ArmProvider {

    private static final String APPROVAL =
            "Microsoft.MachineLearningServices/workspaces/privateEndpointConnectionsApproval/action";

    private final PrivateEndpointConnections connections;
    private final LinkedAccess linked;
    private final ObjectMapper json;

    PrivateEndpointConnectionProvider(
            PrivateEndpointConnections connections, LinkedAccess linked, ObjectMapper json) {
        this.connections = connections;
        this.linked = linked;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(PrivateEndpointConnectionMapper.TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (!AsciiCase.equal(call.target().type(), PrivateEndpointConnectionMapper.TYPE)) {
            throw AzureFault.notBuilt(call.method() + " of " + call.target().type());
        }
        if (call.isList()) {
            return ArmAnswer.ok(json.valueToTree(connections.list(call.id())));
        }
        return switch (call.method()) {
            case "GET", "HEAD" -> ArmAnswer.ok(json.valueToTree(connections.get(call.id())));
            case "PUT" -> put(call);
            case "DELETE" ->
                    connections.delete(call.id()) ? ArmAnswer.ok(null) : ArmAnswer.noContent();
            default -> throw ArmErrors.methodNotAllowed(call);
        };
    }

    private ArmAnswer put(ArmCall call) {
        PrivateEndpointConnectionBody body = read(call);
        if (body.properties() == null
                || body.properties().privateLinkServiceConnectionState() == null
                || body.properties().privateLinkServiceConnectionState().status() == null) {
            throw ArmErrors.invalidRequestContent(
                    "properties.privateLinkServiceConnectionState.status is missing.");
        }
        linked.require(call, APPROVAL, call.id().parent());
        return ArmAnswer.ok(
                json.valueToTree(
                        connections.decide(
                                call.id(), body.properties().privateLinkServiceConnectionState())));
    }

    private PrivateEndpointConnectionBody read(ArmCall call) {
        return call.body(json, PrivateEndpointConnectionBody.class, "private endpoint connection");
    }
}
