package io.mltwin.keyvault.keys;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.keyvault.objects.ArmObject;
import io.mltwin.keyvault.objects.ObjectName;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Keys in Azure Resource Manager, {@code Microsoft.KeyVault/vaults/keys} (API 2023-07-01): a PUT
 * makes the first version of a key, and leaves one that is there as it is.
 */
@Singleton
class KeyProvider implements ArmProvider {

    private final ArmKeyService service;
    private final ObjectMapper json;

    KeyProvider(ArmKeyService service, ObjectMapper json) {
        this.service = service;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(ArmKeyService.TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (call.target().type().equals(ArmKeyService.TYPE + "/versions")) {
            return versions(call);
        }
        if (call.isList()) {
            return ArmAnswer.ok(json.valueToTree(new ArmObject.Many<>(service.list(call.id()))));
        }
        ObjectName name = ObjectName.of(call.id().name());
        if (call.isGet()) {
            return ArmAnswer.ok(json.valueToTree(service.get(call.id(), name, "")));
        }
        if (call.isPut()) {
            return ArmAnswer.ok(
                    json.valueToTree(
                            service.put(
                                    call.id(),
                                    name,
                                    ArmObject.read(json, call, ArmKeyBody.class))));
        }
        throw ArmErrors.methodNotAllowed(call);
    }

    private ArmAnswer versions(ArmCall call) {
        if (call.isList()) {
            return ArmAnswer.ok(
                    json.valueToTree(new ArmObject.Many<>(service.versions(call.id()))));
        }
        if (call.isGet()) {
            return ArmAnswer.ok(
                    json.valueToTree(
                            service.get(
                                    call.id().parent(),
                                    ObjectName.of(call.id().parent().name()),
                                    call.id().name())));
        }
        throw ArmErrors.methodNotAllowed(call);
    }
}
