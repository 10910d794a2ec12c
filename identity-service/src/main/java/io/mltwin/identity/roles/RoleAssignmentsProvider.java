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

/** Microsoft.Authorization/roleAssignments at any scope. */
@Singleton
class RoleAssignmentsProvider implements ArmProvider {

    private final RoleAssignmentService service;
    private final ObjectMapper json;

    RoleAssignmentsProvider(RoleAssignmentService service, ObjectMapper json) {
        this.service = service;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of("Microsoft.Authorization/roleAssignments");
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (call.isList()) {
            return ArmAnswer.ok(
                    ListBody.page(
                            json,
                            call,
                            service.list(call.id(), call.query().get("$filter"), call.caller()),
                            RoleAssignmentBody::of));
        }
        ArmResourceId scope = call.id().providerScope();
        String name = call.id().name();
        if (call.isGet()) {
            return ArmAnswer.ok(
                    tree(
                            service.find(scope, name, call.caller())
                                    .orElseThrow(() -> RoleErrors.assignmentNotFound(name))));
        }
        if (call.isPut()) {
            RoleAssignmentService.Put put = service.put(scope, name, body(call), call.caller());
            JsonNode assignment = tree(put.assignment());
            return put.created() ? ArmAnswer.created(assignment) : ArmAnswer.ok(assignment);
        }
        if (call.isDelete()) {
            return service.delete(scope, name, call.caller())
                    .map(gone -> ArmAnswer.ok(tree(gone)))
                    .orElseGet(ArmAnswer::noContent);
        }
        throw ArmErrors.methodNotAllowed(call);
    }

    private RoleAssignmentBody body(ArmCall call) {
        try {
            return json.treeToValue(call.requiredBody(), RoleAssignmentBody.class);
        } catch (JsonProcessingException e) {
            throw ArmErrors.invalidRequestContent(
                    "The role assignment has not the expected form: " + BodyErrors.reason(e));
        }
    }

    private JsonNode tree(RoleAssignment assignment) {
        return json.valueToTree(RoleAssignmentBody.of(assignment));
    }
}
