package io.mltwin.identity.provider;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import io.mltwin.identity.roles.ListBody;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Microsoft.Authorization/providerOperations: the operations of all providers or of one, with those
 * of its resource types when {@code $expand=resourceTypes} asks for them.
 */
@Singleton
class ProviderOperationsProvider implements ArmProvider {

    private final ProviderOperations operations;
    private final ObjectMapper json;

    ProviderOperationsProvider(ProviderOperations operations, ObjectMapper json) {
        this.operations = operations;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of("Microsoft.Authorization/providerOperations");
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        boolean expanded = AsciiCase.equal("resourceTypes", call.query().get("$expand"));
        if (call.isList()) {
            return ArmAnswer.ok(
                    ListBody.of(
                            json,
                            operations.all(),
                            provider -> ProviderOperationsMapper.body(provider, expanded)));
        }
        if (call.isGet()) {
            String namespace = call.id().name();
            return ArmAnswer.ok(
                    json.valueToTree(
                            ProviderOperationsMapper.body(
                                    operations
                                            .find(namespace)
                                            .orElseThrow(() -> notFound(namespace)),
                                    expanded)));
        }
        throw ArmErrors.methodNotAllowed(call);
    }

    private static AzureFault notFound(String namespace) {
        return new AzureFault(
                404,
                "ProviderNotFound",
                "There is no resource provider '" + namespace + "' whose operations are known.");
    }
}
