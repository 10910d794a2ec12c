package io.mltwin.identity.roles;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.BodyErrors;
import jakarta.inject.Singleton;
import java.util.List;

/** Microsoft.Authorization/roleDefinitions at any scope. */
@Singleton
class RoleDefinitionsProvider implements ArmProvider {

    private final RoleDefinitionService service;
    private final ObjectMapper json;

    RoleDefinitionsProvider(RoleDefinitionService service, ObjectMapper json) {
        this.service = service;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of("Microsoft.Authorization/roleDefinitions");
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (call.isList()) {
            return ArmAnswer.ok(
                    ListBody.of(
                            json,
                            service.list(call.id(), call.query().get("$filter"), call.caller()),
                            role -> RoleDefinitionMapper.body(role, call.id())));
        }
        ArmResourceId scope = call.id().providerScope();
        String name = call.id().name();
        if (call.isGet()) {
            return ArmAnswer.ok(
                    tree(
                            service.find(name, scope, call.caller())
                                    .orElseThrow(() -> RoleErrors.definitionNotFound(name)),
                            scope));
        }
        if (call.isPut()) {
            // clients take 201 only, also for a change
            return ArmAnswer.created(tree(service.put(name, body(call), call.caller()), scope));
        }
        if (call.isDelete()) {
            return service.delete(name, call.caller())
                    .map(gone -> ArmAnswer.ok(tree(gone, scope)))
                    .orElseGet(ArmAnswer::noContent);
        }
        throw ArmErrors.methodNotAllowed(call);
    }

    private RoleDefinitionBody body(ArmCall call) {
        try {
            return json.treeToValue(call.requiredBody(), RoleDefinitionBody.class);
        } catch (JsonProcessingException e) {
            throw ArmErrors.invalidRequestContent(
                    "The role definition has not the expected form: " + BodyErrors.reason(e));
        }
    }

    private JsonNode tree(RoleDefinition role, ArmResourceId scope) {
        return json.valueToTree(RoleDefinitionMapper.body(role, scope));
    }
}
