package io.mltwin.workspace.machinelearning.encryption;

import static io.mltwin.workspace.machinelearning.encryption.EncryptionErrors.forbidden;

import io.mltwin.workspace.machinelearning.encryption.VaultKeyAuthorizer.KeyPermission;
import java.util.List;
import java.util.stream.Collectors;

/** The creator of the workspace may get, create, delete and purge keys of the vault. */
final class CreatorAccessValidator implements EncryptionValidator {

    private static final List<KeyPermission> NEEDED =
            List.of(KeyPermission.GET, KeyPermission.CREATE, KeyPermission.DELETE, KeyPermission.PURGE);

    private final VaultKeyAuthorizer permissions;

    CreatorAccessValidator(VaultKeyAuthorizer permissions) {
        this.permissions = permissions;
    }

    @Override
    public void validate(EncryptionRequest request) {
        List<KeyPermission> missing =
                permissions.missing(request, request.call().caller(), NEEDED);
        if (!missing.isEmpty()) {
            throw forbidden("The client '"
                    + request.call().caller().displayName()
                    + "' with object id '"
                    + request.call().caller().objectId()
                    + "' does not have the key permissions "
                    + missing.stream().map(KeyPermission::verb).collect(Collectors.joining(", "))
                    + " on the key vault '"
                    + request.vaultId()
                    + "'.");
        }
    }
}
