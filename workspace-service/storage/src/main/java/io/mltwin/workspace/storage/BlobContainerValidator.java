package io.mltwin.workspace.storage;

import io.mltwin.armweb.AzureException;
import io.mltwin.workspace.storage.BlobContainerRequest.Properties;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageErrors;
import io.mltwin.workspace.storage.blob.containers.ContainerState;
import java.util.Set;

/** Validates a request for a blob container. */
final class BlobContainerValidator {

    private static final Set<String> PUBLIC_ACCESS = Set.of("None", "Blob", "Container");

    private BlobContainerValidator() {}

    /**
     * Validates the request alone.
     *
     * @throws AzureException 400
     */
    static void validate(BlobContainerRequest requestOrNull) {
        Properties asked = BlobContainerRequest.properties(requestOrNull);
        if (asked.publicAccess() != null && !PUBLIC_ACCESS.contains(asked.publicAccess())) {
            throw StorageErrors.invalidValue("publicAccess", "It is None, Blob or Container.");
        }
        if (asked.namesScope() != (asked.denyEncryptionScopeOverride() != null)) {
            throw new AzureException(
                    400,
                    "ContainerOperationFailure",
                    "Container encryption policy missing header: x-ms-default-encryption-scope and"
                            + " x-ms-deny-encryption-scope-override are required.");
        }
    }

    /**
     * Validates what a container gets: public access where the account permits it, and the scope
     * that it has.
     *
     * @param before null for a new container
     * @throws AzureException 400, 409
     */
    static void validateChange(StorageAccount account, ContainerState before, Properties asked) {
        if (asked.isPublic() && !account.allowBlobPublicAccess()) {
            throw StorageErrors.publicAccessNotPermitted();
        }
        if (before != null && asked.namesScope() && !before.scope().equals(asked.scope())) {
            throw StorageErrors.invalidValue(
                    "defaultEncryptionScope", "It is said when the container is made and cannot be changed.");
        }
    }
}
