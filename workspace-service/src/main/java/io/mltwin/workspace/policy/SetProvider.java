package io.mltwin.workspace.policy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Microsoft.Authorization/policySetDefinitions of subscriptions. */
@Singleton
class SetProvider implements ArmProvider {

    private final SetService service;
    private final ObjectMapper json;

    SetProvider(SetService service, ObjectMapper json) {
        this.service = service;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(SetBody.TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (call.isList()) {
            return ArmAnswer.ok(json.valueToTree(list(call)));
        }
        if (call.isGet()) {
            return ArmAnswer.ok(json.valueToTree(body(service.get(call.id()))));
        }
        if (call.isPut()) {
            SetService.Put put = service.put(call, read(call));
            return put.created()
                    ? ArmAnswer.created(json.valueToTree(body(put.set())))
                    : ArmAnswer.ok(json.valueToTree(body(put.set())));
        }
        if (call.isDelete()) {
            PolicySet deleted = service.delete(call.id());
            return deleted == null
                    ? ArmAnswer.noContent()
                    : new ArmAnswer(200, json.valueToTree(body(deleted)), null, Map.of());
        }
        throw ArmErrors.methodNotAllowed(call);
    }

    private SetBody.Page list(ArmCall call) {
        DefinitionFilter filter = DefinitionFilter.of(call);
        return new SetBody.Page(
                service.list(call.id()).stream()
                        .filter(set -> filter.admits(set.properties().policyType(), set.category()))
                        .map(SetProvider::body)
                        .toList());
    }

    private static SetBody body(PolicySet set) {
        return new SetBody(set.properties(), set.id(), SetBody.TYPE, set.name());
    }

    private SetBody read(ArmCall call) {
        return call.body(json, SetBody.class, "policy set definition");
    }
}
