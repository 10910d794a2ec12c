package io.mltwin.workspace.groups;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AzureFault;
import jakarta.inject.Singleton;
import java.util.List;

/** Microsoft.Resources/subscriptions/resourceGroups. */
@Singleton
class ResourceGroupProvider implements ArmProvider {

    private static final String TYPE = "Microsoft.Resources/subscriptions/resourceGroups";

    private final ResourceGroupService service;
    private final ObjectMapper json;

    ResourceGroupProvider(ResourceGroupService service, ObjectMapper json) {
        this.service = service;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (!call.target().type().equals(TYPE)) {
            throw AzureFault.notBuilt(call.target().type());
        }
        if (call.isList()) {
            GroupFilter filter = GroupFilter.parse(call.query().get("$filter"));
            return ArmAnswer.ok(
                    json.valueToTree(new ResourceGroupBody.Page(service.list(call.id(), filter))));
        }
        return switch (call.method()) {
            case "GET" -> ArmAnswer.ok(json.valueToTree(service.get(call.id())));
            case "HEAD" -> head(call);
            case "PUT" -> put(call);
            case "PATCH" -> ArmAnswer.ok(json.valueToTree(service.patch(call.id(), read(call))));
            case "DELETE" -> ArmAnswer.accepted(202, null, service.delete(call));
            default -> throw ArmErrors.methodNotAllowed(call);
        };
    }

    private ArmAnswer head(ArmCall call) {
        service.get(call.id());
        return ArmAnswer.noContent();
    }

    private ArmAnswer put(ArmCall call) {
        ResourceGroupService.Written written = service.put(call.id(), read(call));
        return written.created()
                ? ArmAnswer.created(json.valueToTree(written.group()))
                : ArmAnswer.ok(json.valueToTree(written.group()));
    }

    private ResourceGroupBody read(ArmCall call) {
        return call.body(json, ResourceGroupBody.class, "resource group");
    }
}
