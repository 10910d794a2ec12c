package io.mltwin.keyvault.secrets;

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
 * Secrets in Azure Resource Manager, {@code Microsoft.KeyVault/vaults/secrets} (API 2023-07-01):
 * templates write them with the right to write there, and nobody reads a value.
 */
@Singleton
class SecretProvider implements ArmProvider {

    private final ArmSecretService service;
    private final ObjectMapper json;

    SecretProvider(ArmSecretService service, ObjectMapper json) {
        this.service = service;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(ArmSecretService.TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (call.isList()) {
            return ArmAnswer.ok(json.valueToTree(new ArmObject.Many<>(service.list(call.id()))));
        }
        ObjectName name = ObjectName.of(call.id().name());
        if (call.isGet()) {
            return ArmAnswer.ok(json.valueToTree(service.get(call.id(), name)));
        }
        if (call.isPut()) {
            ArmSecretService.Put put =
                    service.put(call.id(), name, ArmObject.read(json, call, ArmSecretBody.class));
            return put.created()
                    ? ArmAnswer.created(json.valueToTree(put.body()))
                    : ArmAnswer.ok(json.valueToTree(put.body()));
        }
        if (call.isPatch()) {
            return ArmAnswer.ok(
                    json.valueToTree(
                            service.patch(
                                    call.id(),
                                    name,
                                    ArmObject.read(json, call, ArmSecretBody.class))));
        }
        throw ArmErrors.methodNotAllowed(call);
    }
}
