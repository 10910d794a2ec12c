package io.mltwin.workspace.machinelearning.encryption;

import static io.mltwin.workspace.machinelearning.encryption.EncryptionErrors.unfit;

import io.mltwin.armweb.Caller;
import io.mltwin.platform.Principals;
import io.mltwin.workspace.machinelearning.encryption.VaultKeyAuthorizer.KeyPermission;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Azure Cosmos DB's application may get, wrap and unwrap with keys of the vault (COS-18), unless
 * the request names a user-assigned identity for that, which is asked about once it is known who it
 * is.
 */
final class CosmosAccessValidator implements EncryptionValidator {

    private static final List<KeyPermission> NEEDED =
            List.of(KeyPermission.GET, KeyPermission.WRAP, KeyPermission.UNWRAP);

    private final VaultKeyAuthorizer permissions;
    private final Principals.Service cosmos;

    CosmosAccessValidator(VaultKeyAuthorizer permissions, Principals.Service cosmos) {
        this.permissions = permissions;
        this.cosmos = cosmos;
    }

    @Override
    public void validate(EncryptionRequest request) {
        if (request.given().userAssignedIdentity() != null) {
            return;
        }
        Caller application = new Caller(
                request.call().caller().tenantId(), cosmos.objectId(), cosmos.applicationId(), null, List.of());
        require(request, application, "application Azure Cosmos DB");
    }

    /** Passes when this identity has them. */
    void validateIdentity(EncryptionRequest request, Caller identity) {
        require(request, identity, "user-assigned identity of the request");
    }

    private void require(EncryptionRequest request, Caller principal, String who) {
        List<KeyPermission> missing = permissions.missing(request, principal, NEEDED);
        if (!missing.isEmpty()) {
            throw unfit(request.vaultName()
                    + " does not give the "
                    + who
                    + " (object id "
                    + principal.objectId()
                    + ") the key permissions "
                    + missing.stream().map(KeyPermission::verb).collect(Collectors.joining(", "))
                    + ".");
        }
    }
}
