package io.mltwin.workspace.machinelearning.encryption;

import io.mltwin.armweb.Caller;
import io.mltwin.platform.Principals;
import io.mltwin.workspace.machinelearning.encryption.VaultPermissions.KeyPermission;
import java.util.List;
import java.util.stream.Collectors;

/** Azure Cosmos DB's application may get, wrap and unwrap with keys of the vault (COS-18). */
final class CosmosAccessCheck implements EncryptionCheck {

    private static final List<KeyPermission> NEEDED =
            List.of(KeyPermission.GET, KeyPermission.WRAP, KeyPermission.UNWRAP);

    private final VaultPermissions permissions;
    private final Principals.Service cosmos;

    CosmosAccessCheck(VaultPermissions permissions, Principals.Service cosmos) {
        this.permissions = permissions;
        this.cosmos = cosmos;
    }

    @Override
    public void check(EncryptionRequest request) {
        Caller application =
                new Caller(
                        request.call().caller().tenantId(),
                        cosmos.objectId(),
                        cosmos.applicationId(),
                        null,
                        List.of());
        List<KeyPermission> missing = permissions.missing(request, application, NEEDED);
        if (!missing.isEmpty()) {
            throw EncryptionErrors.unfit(
                    request.vaultName()
                            + " does not give the application Azure Cosmos DB (object id "
                            + cosmos.objectId()
                            + ") the key permissions "
                            + missing.stream()
                                    .map(KeyPermission::verb)
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
    }
}
