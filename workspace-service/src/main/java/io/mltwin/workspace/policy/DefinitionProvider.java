package io.mltwin.workspace.policy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Microsoft.Authorization/policyDefinitions, of the tenant (Azure's own) and of subscriptions. */
@Singleton
class DefinitionProvider implements ArmProvider {

    private final DefinitionService service;
    private final ObjectMapper json;

    DefinitionProvider(DefinitionService service, ObjectMapper json) {
        this.service = service;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(DefinitionBody.TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (call.isList()) {
            return ArmAnswer.ok(json.valueToTree(list(call)));
        }
        if (call.isGet()) {
            return ArmAnswer.ok(json.valueToTree(PolicyMapper.body(service.get(call.id()))));
        }
        if (call.isPut()) {
            return ArmAnswer.created(
                    json.valueToTree(PolicyMapper.body(service.put(call, read(call)))));
        }
        if (call.isDelete()) {
            PolicyDefinition deleted = service.delete(call.id());
            return deleted == null
                    ? ArmAnswer.noContent()
                    : new ArmAnswer(
                            200, json.valueToTree(PolicyMapper.body(deleted)), null, Map.of());
        }
        throw ArmErrors.methodNotAllowed(call);
    }

    private DefinitionBody.Page list(ArmCall call) {
        DefinitionFilter filter = DefinitionFilter.of(call);
        return new DefinitionBody.Page(
                service.list(call.id()).stream()
                        .filter(
                                definition ->
                                        filter.admits(
                                                definition.properties().policyType(),
                                                definition.category()))
                        .map(PolicyMapper::body)
                        .toList());
    }

    private DefinitionBody read(ArmCall call) {
        return call.body(json, DefinitionBody.class, "policy definition");
    }
}
