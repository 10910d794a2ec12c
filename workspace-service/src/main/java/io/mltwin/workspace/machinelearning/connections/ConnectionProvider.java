package io.mltwin.workspace.machinelearning.connections;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Connections of a workspace behind Azure Resource Manager: PUT, GET, list by target and category,
 * DELETE (API 2020-08-01 and 2022-10-01), and {@code POST listsecrets}, the one way to their
 * credentials (API 2024-04-01).
 *
 * <p>Deviation: nothing that runs in a workspace signs in by its connections.
 */
@Singleton
class ConnectionProvider implements ArmProvider {

    private final Connections connections;
    private final ObjectMapper json;

    ConnectionProvider(Connections connections, ObjectMapper json) {
        this.connections = connections;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(ConnectionRules.TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (call.isPost("listsecrets") && AsciiCase.equal(call.id().type(), ConnectionRules.TYPE)) {
            return ArmAnswer.ok(json.valueToTree(connections.withSecrets(call.id())));
        }
        if (!AsciiCase.equal(call.target().type(), ConnectionRules.TYPE)) {
            throw AzureFault.notBuilt(call.method() + " of " + call.target().type());
        }
        if (call.isList()) {
            return ArmAnswer.ok(
                    json.valueToTree(
                            connections.list(
                                    call.id(),
                                    call.query().get("target"),
                                    call.query().get("category"))));
        }
        return switch (call.method()) {
            case "GET", "HEAD" -> ArmAnswer.ok(json.valueToTree(connections.get(call.id())));
            case "PUT" -> ArmAnswer.ok(json.valueToTree(connections.put(call, given(call))));
            case "DELETE" ->
                    connections.delete(call.id()) ? ArmAnswer.ok(null) : ArmAnswer.noContent();
            default -> throw AzureFault.notBuilt(call.method() + " of " + call.target().type());
        };
    }

    private Given given(ArmCall call) {
        return ConnectionRules.check(
                call.apiVersion(),
                call.id().name(),
                call.body(json, ConnectionBody.class, "connection"));
    }
}
