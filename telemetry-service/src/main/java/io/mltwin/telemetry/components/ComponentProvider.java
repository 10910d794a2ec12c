package io.mltwin.telemetry.components;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import jakarta.inject.Singleton;
import java.util.List;

/** {@code Microsoft.Insights/components} behind Azure Resource Manager. */
@Singleton
class ComponentProvider implements ArmProvider {

    private final ComponentService service;
    private final ObjectMapper json;

    ComponentProvider(ComponentService service, ObjectMapper json) {
        this.service = service;
        this.json = json;
    }

    /** A collection of Azure Resource Manager. */
    record ListBody(List<ComponentBody> value) {}

    @Override
    public List<String> types() {
        return List.of(ComponentMapper.TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (!AsciiCase.equal(call.target().type(), ComponentMapper.TYPE)) {
            throw AzureFault.notBuilt("The type " + call.target().type());
        }
        if (call.isList()) {
            return ok(
                    new ListBody(
                            service.list(call.id().subscriptionId(), call.id().resourceGroup())));
        }
        if (call.isGet()) {
            return ok(service.get(call.id()));
        }
        if (call.isPut()) {
            return ok(service.put(call.id(), call.caller().tenantId(), body(call)));
        }
        if (call.isPatch()) {
            return ok(service.patchTags(call.id(), body(call).tags()));
        }
        if (call.isDelete()) {
            return service.delete(call.id()) ? ArmAnswer.ok(null) : ArmAnswer.noContent();
        }
        throw ArmErrors.methodNotAllowed(call);
    }

    private ArmAnswer ok(Object body) {
        return ArmAnswer.ok(json.valueToTree(body));
    }

    private ComponentBody body(ArmCall call) {
        try {
            return json.convertValue(call.requiredBody(), ComponentBody.class);
        } catch (IllegalArgumentException malformed) {
            throw ArmErrors.invalidRequestContent(
                    "The request content has not the form of a component: location, kind, tags, properties.");
        }
    }
}
