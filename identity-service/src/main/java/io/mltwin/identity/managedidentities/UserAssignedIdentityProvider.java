package io.mltwin.identity.managedidentities;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * Microsoft.ManagedIdentity/userAssignedIdentities (2018-11-30, 2023-01-31), and the resources that
 * have one (2021-09-30-preview).
 *
 * <p>Deviation: resources that have an identity are listed without the subscription's display name,
 * and {@code $filter} and {@code $orderby} of that list answer 501.
 */
@Singleton
class UserAssignedIdentityProvider implements ArmProvider {

    private static final String ASSOCIATED = "listAssociatedResources";
    private static final Set<String> OPTIONS = Set.of("api-version", "$top", "$skip");

    private final UserAssignedIdentityService service;
    private final ObjectMapper json;

    UserAssignedIdentityProvider(UserAssignedIdentityService service, ObjectMapper json) {
        this.service = service;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(UserAssignedIdentityService.TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (call.isPost(ASSOCIATED)
                && AsciiCase.equal(call.id().type(), UserAssignedIdentityService.TYPE)) {
            return ArmAnswer.ok(associated(call));
        }
        if (!AsciiCase.equal(call.target().type(), UserAssignedIdentityService.TYPE)) {
            throw AzureFault.notBuilt(call.target().type());
        }
        if (call.isList()) {
            ObjectNode body = json.createObjectNode();
            body.set("value", json.valueToTree(service.list(call.id())));
            return ArmAnswer.ok(body);
        }
        if (call.isGet()) {
            return ArmAnswer.ok(
                    json.valueToTree(
                            service.find(call.id())
                                    .orElseThrow(() -> ArmErrors.resourceNotFound(call.id()))));
        }
        if (call.isPut()) {
            UserAssignedIdentityService.Put put =
                    service.put(call.id(), call.caller().tenantId(), call.requiredBody());
            return put.created()
                    ? ArmAnswer.created(json.valueToTree(put.identity()))
                    : ArmAnswer.ok(json.valueToTree(put.identity()));
        }
        if (call.isPatch()) {
            return ArmAnswer.ok(json.valueToTree(service.patch(call.id(), call.requiredBody())));
        }
        if (call.isDelete()) {
            return service.delete(call.id()) ? ArmAnswer.ok(null) : ArmAnswer.noContent();
        }
        throw ArmErrors.methodNotAllowed(call);
    }

    private ObjectNode associated(ArmCall call) {
        for (String option : call.query().keySet()) {
            if (!OPTIONS.contains(option)) {
                throw AzureFault.notBuilt("The option '" + option + "' of " + ASSOCIATED);
            }
        }
        List<ArmResourceId> all = service.resources(call.id());
        ObjectNode body = json.createObjectNode();
        body.put("totalCount", all.size());
        ArrayNode value = body.putArray("value");
        all.stream()
                .skip(number(call, "$skip", 0))
                .limit(number(call, "$top", all.size()))
                .forEach(
                        id ->
                                value.addObject()
                                        .put("id", id.toString())
                                        .put("name", id.name())
                                        .put("type", id.type())
                                        .put("resourceGroup", id.resourceGroup())
                                        .put("subscriptionId", id.subscriptionId()));
        return body;
    }

    private static long number(ArmCall call, String option, long fallback) {
        String text = call.query().get(option);
        if (text == null) {
            return fallback;
        }
        if (!text.matches("\\d{1,6}")) {
            throw ArmErrors.invalidRequestContent(option + " is no number: '" + text + "'.");
        }
        return Long.parseLong(text);
    }
}
