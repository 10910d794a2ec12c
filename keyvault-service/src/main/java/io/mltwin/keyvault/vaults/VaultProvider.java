package io.mltwin.keyvault.vaults;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AzureFault;
import io.mltwin.keyvault.vaults.VaultBody.AccessPoliciesBody;
import io.mltwin.keyvault.vaults.VaultBody.NameQuery;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;

/** The Microsoft.KeyVault resource provider: vaults, their access policies, and deleted vaults. */
@Singleton
class VaultProvider implements ArmProvider {

    private final VaultService service;
    private final ObjectMapper json;

    VaultProvider(VaultService service, ObjectMapper json) {
        this.service = service;
        this.json = json;
    }

    /** A collection of Azure Resource Manager. */
    record ListBody(List<?> value) {}

    @Override
    public List<String> types() {
        return List.of(
                VaultMapper.TYPE,
                "Microsoft.KeyVault/deletedVaults",
                "Microsoft.KeyVault/deletedManagedHSMs",
                "Microsoft.KeyVault/locations",
                "Microsoft.KeyVault/checkNameAvailability");
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        return switch (call.target().type()) {
            case VaultMapper.TYPE -> vault(call);
            case VaultMapper.TYPE + "/accessPolicies" -> policies(call);
            case "Microsoft.KeyVault/deletedVaults" -> deletedVaults(call);
            case "Microsoft.KeyVault/deletedManagedHSMs" -> deletedManagedHsms(call);
            case "Microsoft.KeyVault/locations/deletedVaults" -> deletedVault(call);
            case "Microsoft.KeyVault/locations/deletedVaults/purge" -> purge(call);
            case "Microsoft.KeyVault/checkNameAvailability" -> checkName(call);
            default -> throw AzureFault.notBuilt("The type " + call.target().type());
        };
    }

    private ArmAnswer vault(ArmCall call) {
        if (call.isList()) {
            return ok(
                    new ListBody(
                            service.list(call.id().subscriptionId(), call.id().resourceGroup())));
        }
        if (call.isGet()) {
            return ok(service.get(call.id()));
        }
        if (call.isPut()) {
            VaultService.Put put = service.put(call.id(), body(call, VaultBody.class));
            return put.created() ? ArmAnswer.created(json.valueToTree(put.body())) : ok(put.body());
        }
        if (call.isPatch()) {
            return ok(service.patch(call.id(), body(call, VaultBody.class)));
        }
        if (call.isDelete()) {
            return service.delete(call.id()) ? ArmAnswer.ok(null) : ArmAnswer.noContent();
        }
        throw ArmErrors.methodNotAllowed(call);
    }

    private ArmAnswer policies(ArmCall call) {
        if (!call.isPut()) {
            throw ArmErrors.methodNotAllowed(call);
        }
        PolicyOperation operation = PolicyOperation.of(call.id().name());
        return ok(
                service.changePolicies(
                        call.id().parent(), operation, body(call, AccessPoliciesBody.class)));
    }

    private ArmAnswer deletedVaults(ArmCall call) {
        if (!call.isList()) {
            throw ArmErrors.methodNotAllowed(call);
        }
        return ok(new ListBody(service.listDeleted(call.id().subscriptionId())));
    }

    /** Azure CLI asks for them beside the vaults; there can be none. */
    private ArmAnswer deletedManagedHsms(ArmCall call) {
        if (!call.isList()) {
            throw AzureFault.notBuilt("Managed HSMs");
        }
        return ok(new ListBody(List.of()));
    }

    private ArmAnswer deletedVault(ArmCall call) {
        if (!call.isGet()) {
            throw ArmErrors.methodNotAllowed(call);
        }
        return ok(service.getDeleted(DeletedVaultId.of(call.id())));
    }

    private ArmAnswer purge(ArmCall call) {
        if (!call.isPost("purge")) {
            throw ArmErrors.methodNotAllowed(call);
        }
        service.purge(DeletedVaultId.of(call.id()));
        return ArmAnswer.ok(null);
    }

    private ArmAnswer checkName(ArmCall call) {
        if (!call.isPost("checkNameAvailability")) {
            throw ArmErrors.methodNotAllowed(call);
        }
        return ok(service.checkName(body(call, NameQuery.class).name()));
    }

    private ArmAnswer ok(Object body) {
        JsonNode tree = json.valueToTree(body);
        return ArmAnswer.ok(tree);
    }

    private <T> T body(ArmCall call, Class<T> type) {
        try {
            return json.convertValue(call.requiredBody(), type);
        } catch (IllegalArgumentException malformed) {
            throw ArmErrors.invalidRequestContent(
                    "The request content was invalid and could not be deserialized"
                            + where(malformed.getCause())
                            + ".");
        }
    }

    private static String where(Throwable cause) {
        if (!(cause instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
            return "";
        }
        return " at '"
                + mapping.getPath().stream()
                        .map(
                                step ->
                                        step.getFieldName() == null
                                                ? "[" + step.getIndex() + "]"
                                                : step.getFieldName())
                        .collect(Collectors.joining("."))
                + "'";
    }
}
