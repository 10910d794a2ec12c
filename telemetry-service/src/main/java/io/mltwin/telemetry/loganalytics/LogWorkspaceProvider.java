package io.mltwin.telemetry.loganalytics;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import jakarta.inject.Singleton;
import java.util.List;

/** {@code Microsoft.OperationalInsights/workspaces} behind Azure Resource Manager. */
@Singleton
class LogWorkspaceProvider implements ArmProvider {

    private final LogWorkspaceService service;
    private final ObjectMapper json;

    LogWorkspaceProvider(LogWorkspaceService service, ObjectMapper json) {
        this.service = service;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(LogWorkspaceBody.TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (call.isPost("sharedKeys") && AsciiCase.equal(call.id().type(), LogWorkspaceBody.TYPE)) {
            return ok(service.keys(call.id()));
        }
        if (!AsciiCase.equal(call.target().type(), LogWorkspaceBody.TYPE)) {
            throw AzureFault.notBuilt(call.method() + " of " + call.target().type());
        }
        if (call.isList()) {
            return ok(new LogWorkspaceBody.Page(service.list(call.id())));
        }
        if (call.isGet()) {
            return ok(service.get(call.id()));
        }
        if (call.isPut()) {
            LogWorkspaceService.Put put = service.put(call.id(), body(call));
            return put.created() ? ArmAnswer.created(json.valueToTree(put.body())) : ok(put.body());
        }
        if (call.isPatch()) {
            return ok(service.patch(call.id(), body(call)));
        }
        if (call.isDelete()) {
            return service.delete(call.id()) ? ArmAnswer.ok(null) : ArmAnswer.noContent();
        }
        throw ArmErrors.methodNotAllowed(call);
    }

    private ArmAnswer ok(Object body) {
        return ArmAnswer.ok(json.valueToTree(body));
    }

    private LogWorkspaceBody body(ArmCall call) {
        try {
            return json.convertValue(call.requiredBody(), LogWorkspaceBody.class);
        } catch (IllegalArgumentException malformed) {
            throw ArmErrors.invalidRequestContent(
                    "The request content has not the form of a workspace of logs: location, tags, properties.");
        }
    }
}
