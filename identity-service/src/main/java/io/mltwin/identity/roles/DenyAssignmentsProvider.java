package io.mltwin.identity.roles;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AzureFault;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;

/**
 * Microsoft.Authorization/denyAssignments: there are none, since in Azure too nobody makes them but
 * blueprints and managed applications, which do not exist here.
 */
@Singleton
class DenyAssignmentsProvider implements ArmProvider {

    private final ObjectMapper json;

    DenyAssignmentsProvider(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of("Microsoft.Authorization/denyAssignments");
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (call.isList()) {
            return ArmAnswer.ok(ListBody.of(json, List.of(), Function.identity()));
        }
        if (call.isGet()) {
            throw new AzureFault(
                    404,
                    "DenyAssignmentNotFound",
                    "The deny assignment '" + call.id().name() + "' is not found.");
        }
        throw ArmErrors.methodNotAllowed(call);
    }
}
