package io.mltwin.workspace.storage;

import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValueIf;
import static io.mltwin.workspace.storage.accounts.StorageErrors.publicAccessNotPermitted;

import io.mltwin.armweb.AzureException;
import io.mltwin.workspace.storage.BlobContainerRequest.Properties;
import io.mltwin.workspace.storage.accounts.StorageAccount;
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
        invalidValueIf(
                asked.publicAccess() != null && !PUBLIC_ACCESS.contains(asked.publicAccess()),
                "publicAccess",
                "It is None, Blob or Container.");
        badRequestIf(
                asked.namesScope() != (asked.denyEncryptionScopeOverride() != null),
                "ContainerOperationFailure",
                "Container encryption policy missing header: x-ms-default-encryption-scope and"
                        + " x-ms-deny-encryption-scope-override are required.");
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
            throw publicAccessNotPermitted();
        }
        invalidValueIf(
                before != null && asked.namesScope() && !before.scope().equals(asked.scope()),
                "defaultEncryptionScope",
                "It is said when the container is made and cannot be changed.");
    }
}
