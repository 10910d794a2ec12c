package io.mltwin.identity.denyassignments;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AzureFault;
import io.mltwin.identity.roles.ListBody;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Microsoft.Authorization/denyAssignments at any scope, to read: as in Azure nobody makes one
 * through Azure Resource Manager (API version 2022-04-01).
 */
@Singleton
class DenyAssignmentsProvider implements ArmProvider {

    private final DenyAssignmentService service;
    private final ObjectMapper json;

    DenyAssignmentsProvider(DenyAssignmentService service, ObjectMapper json) {
        this.service = service;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of("Microsoft.Authorization/denyAssignments");
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (call.isList()) {
            return ArmAnswer.ok(
                    ListBody.page(
                            json,
                            call,
                            service.list(call.id(), call.query().get("$filter"), call.caller()),
                            DenyAssignmentMapper::body));
        }
        if (call.isGet()) {
            String name = call.id().name();
            return ArmAnswer.ok(
                    json.valueToTree(
                            DenyAssignmentMapper.body(
                                    service.find(call.id().providerScope(), name)
                                            .orElseThrow(() -> notFound(name)))));
        }
        throw ArmErrors.methodNotAllowed(call);
    }

    private static AzureFault notFound(String name) {
        return new AzureFault(
                404, "DenyAssignmentNotFound", "The deny assignment '" + name + "' is not found.");
    }
}
