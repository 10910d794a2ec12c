package io.mltwin.workspace.locks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import jakarta.inject.Singleton;
import java.util.List;

/** Microsoft.Authorization/locks, of a subscription or what lies in one. */
@Singleton
class LockProvider implements ArmProvider {

    private final LockService service;
    private final ObjectMapper json;

    LockProvider(LockService service, ObjectMapper json) {
        this.service = service;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of("Microsoft.Authorization/locks");
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        boolean listOfRoot = call.isList() && call.id().isRoot();
        if (call.id().subscriptionId() == null && !listOfRoot) {
            throw ArmErrors.missingSubscription();
        }
        if (call.isList()) {
            return ArmAnswer.ok(
                    json.valueToTree(
                            new LockBody.Page(service.list(call.id(), call.caller().tenantId()))));
        }
        if (call.isGet()) {
            return ArmAnswer.ok(json.valueToTree(service.get(call.id())));
        }
        if (call.isPut()) {
            LockService.Written written = service.put(call.id(), read(call));
            return written.created()
                    ? ArmAnswer.created(json.valueToTree(written.lock()))
                    : ArmAnswer.ok(json.valueToTree(written.lock()));
        }
        if (call.isDelete()) {
            return service.delete(call.id())
                    ? new ArmAnswer(200, null, null, java.util.Map.of())
                    : ArmAnswer.noContent();
        }
        throw ArmErrors.methodNotAllowed(call);
    }

    private LockBody read(ArmCall call) {
        return call.body(json, LockBody.class, "lock");
    }
}
